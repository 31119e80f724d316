package org.banyan.node.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.banyan.core.peers.LinkedPeer;
import org.banyan.spi.network.Link.Direction;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class PeerPageTest {
    @Test
    void what_the_page_shows_is_read_as_it_was() {
        PeerPage page = new PeerPage(List.of(
                new LinkedPeer(new NodeId(new Hash(1, 2, 3, 4)), "10.0.0.1", Direction.INBOUND, "banyan/1", false),
                new LinkedPeer(
                        new NodeId(new Hash(5, 2, 3, 4)), "fd00::1", Direction.OUTBOUND, "a \"quoted\"\nagent", true)));
        assertThat(PeerPage.parse(page.text())).isEqualTo(page);
        assertThat(page.text())
                .as("one line")
                .isEqualToIgnoringNewLines(page.text().strip());
    }

    @Test
    void other_answers_are_no_page() {
        for (String other : List.of("", "{}", "{\"peers\":[{}]}", "no such page")) {
            assertThatThrownBy(() -> PeerPage.parse(other)).as(other).isInstanceOf(RuntimeException.class);
        }
    }
}
