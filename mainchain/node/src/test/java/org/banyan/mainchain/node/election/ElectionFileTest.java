package org.banyan.mainchain.node.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.banyan.mainchain.dpos.Election;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElectionFileTest {
    private static final StubCryptoSuite SUITE = new StubCryptoSuite();
    private static final ChainId CHAIN = new ChainId(Hash.of(Bytes.wrap(new byte[32])));
    private static final List<Signer> DELEGATES = Stream.of("ann", "ben", "cat", "dan")
            .map(name -> TestKeys.named(SUITE, name))
            .toList();
    private static final Signer FRESH = TestKeys.named(SUITE, "dan's new key");
    private static final Signer DAN = DELEGATES.getLast();

    @TempDir
    private Path folder;

    private static ProducerSet office() {
        return new ProducerSet(DELEGATES.stream()
                .map(signer -> new Producer(SUITE.addressOf(signer.publicKey()), signer.publicKey(), 1))
                .sorted(Comparator.comparing(Producer::address))
                .toList());
    }

    private static ElectionFile draft() {
        return ElectionFile.replacing(CHAIN, office(), 2, DAN.publicKey(), FRESH.publicKey(), SUITE);
    }

    private static ElectionFile approved(int count) {
        ElectionFile file = draft();
        for (Signer signer : DELEGATES.subList(0, count)) {
            file = file.approvedBy(signer, SUITE);
        }
        return file;
    }

    @Test
    void one_key_takes_the_place_of_another_and_all_others_stay() {
        ProducerSet next = draft().election().next();
        assertThat(next.size()).isEqualTo(4);
        assertThat(next.positionOf(SUITE.addressOf(FRESH.publicKey()))).isPresent();
        assertThat(next.positionOf(SUITE.addressOf(DAN.publicKey()))).isEmpty();
        assertThat(draft().election().current()).isEqualTo(office().id(SUITE.hash()));
    }

    @Test
    void it_takes_effect_with_a_quorum_and_not_before() {
        assertThat(approved(2).defect(SUITE))
                .hasValueSatisfying(why -> assertThat(why).contains("2 delegates approve, 3"));
        assertThat(approved(3).defect(SUITE)).isEmpty();
        assertThat(approved(4).defect(SUITE)).isEmpty();
    }

    @Test
    void a_stranger_does_not_approve_and_nobody_twice() {
        assertThatThrownBy(() -> draft().approvedBy(FRESH, SUITE))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ExitCode.KEY));
        assertThatThrownBy(() -> approved(1).approvedBy(DELEGATES.getFirst(), SUITE))
                .isInstanceOf(RefusalException.class)
                .hasMessageContaining("already");
    }

    @Test
    void a_key_that_is_none_of_the_delegates_is_not_replaced_and_one_in_office_comes_not_twice() {
        assertThatThrownBy(() -> ElectionFile.replacing(CHAIN, office(), 2, FRESH.publicKey(), DAN.publicKey(), SUITE))
                .isInstanceOf(RefusalException.class)
                .hasMessageContaining("none of the 4 delegates");
        assertThatThrownBy(() -> ElectionFile.replacing(
                        CHAIN,
                        office(),
                        2,
                        DAN.publicKey(),
                        DELEGATES.getFirst().publicKey(),
                        SUITE))
                .isInstanceOf(RefusalException.class)
                .hasMessageContaining("delegate already");
    }

    @Test
    void approvals_of_another_election_do_not_count() {
        Election other = new Election(
                3,
                draft().election().current(),
                draft().election().next(),
                approved(3).election().approvals());
        assertThat(new ElectionFile(CHAIN, office(), other).defect(SUITE))
                .hasValueSatisfying(why -> assertThat(why).contains("is not its signature"));
    }

    @Test
    void a_file_says_the_same_after_it_was_written_and_damage_is_noticed() throws Exception {
        Path file = folder.resolve("change.election");
        approved(3).write(file);
        assertThat(ElectionFile.read(file)).isEqualTo(approved(3));
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));

        String text = Files.readString(file);
        for (String damaged :
                List.of("", text.substring(0, text.length() / 2), text.replace("election = \"", "election = \"00"))) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> ElectionFile.read(file))
                    .isInstanceOf(RefusalException.class)
                    .hasMessageContaining("is no election");
        }
    }
}
