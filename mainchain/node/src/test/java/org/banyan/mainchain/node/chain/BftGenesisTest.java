package org.banyan.mainchain.node.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.banyan.consensus.bft.BftConsensus;
import org.banyan.consensus.bft.BftParameters;
import org.banyan.node.host.Plugins;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.types.specification.ChainSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain is switched to bft by its genesis text alone. */
class BftGenesisTest {
    private final GenesisFile file = new GenesisFile(Plugins.found(), new TrustedRuntime());

    @TempDir
    private Path directory;

    @Test
    void the_template_runs_on_bft_when_its_genesis_says_so() {
        ChainSpecification chain = read("view-millis = 400, view-millis-max = 3000, empty-every = 20,");
        BftParameters parameters = BftParameters.CODEC.decode(chain.consensus().parameters());
        assertThat(chain.consensus().id()).isEqualTo(BftConsensus.ID);
        assertThat(parameters.viewMillis()).isEqualTo(400);
        assertThat(parameters.viewMillisMax()).isEqualTo(3_000);
        assertThat(parameters.emptyEvery()).isEqualTo(20);
        assertThat(parameters.producers().size()).isEqualTo(1);
    }

    @Test
    void what_is_left_out_is_usual_and_what_is_written_reads_as_the_same_chain() throws IOException {
        ChainSpecification chain = read("");
        BftParameters parameters = BftParameters.CODEC.decode(chain.consensus().parameters());
        assertThat(parameters.viewMillis()).isEqualTo(1_000);
        assertThat(parameters.viewMillisMax()).isEqualTo(8_000);
        assertThat(parameters.emptyEvery()).isEqualTo(1);

        Path written = directory.resolve("written.conf");
        Files.writeString(written, file.text(chain));
        assertThat(file.read(written)).isEqualTo(chain);
    }

    @Test
    void parameters_that_cannot_work_are_refused_with_what_is_wrong() {
        assertThatThrownBy(() -> read("view-millis = 5, view-millis-max = 2, empty-every = 2000000,"))
                .hasMessageContaining("view-millis must be 20 to 600000 but is 5")
                .hasMessageContaining("view-millis-max must be view-millis")
                .hasMessageContaining("empty-every must be 0 (never) to 1000000");
    }

    private ChainSpecification read(String parameters) {
        try {
            String template = Files.readString(Path.of("../../sidechain-template/genesis.conf"))
                    .replace("  id = \"authority\"", "  id = \"bft\"")
                    .replace("  parameters {", "  parameters { " + parameters);
            Path changed = directory.resolve("genesis.conf");
            Files.writeString(changed, template);
            return file.read(changed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
