package org.banyan.mainchain.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.KeyRole;
import org.banyan.drivers.crypto.keystore.Keystore;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.exit.ExitCode;
import org.banyan.types.crypto.CryptoSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A delegate's key changes with a term, by the approval of a quorum, while the network runs. */
@EnabledIfSystemProperty(named = "banyan.net.port", matches = "[0-9]+", disabledReason = "starts four processes")
class SigningKeyTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int DELEGATES = 4;
    private static final String ACTIVE = "banyan_consensus_delegate_active{chain_id=\"main\"}";
    private static final String PRODUCED = "banyan_consensus_slots_total{chain_id=\"main\",result=\"produced\"}";

    @TempDir
    private Path folder;

    @Test
    void a_delegate_goes_on_with_a_new_key_from_the_term_that_a_quorum_elected_it_for() throws Exception {
        CryptoSuite suite = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
        try (NetworkProcesses net = new NetworkProcesses(
                folder, DELEGATES, Integer.getInteger("banyan.net.port", 0) + 100, "--rounds-per-term", "30")) {
            IntStream.rangeClosed(1, DELEGATES).forEach(net::begin);
            for (int node = 1; node <= DELEGATES; node++) {
                int each = node;
                soon("node-" + node + " finalizes", () -> net.finalHeight(each) >= 3);
            }
            Keystore keys = new Keystore(net.home(4).resolve("keys"), suite);
            String old = keys.info("delegate").publicKey().bytes().toHex();
            String password =
                    Files.readString(net.home(4).resolve("keys/password")).strip();
            String fresh = keys.create("delegate2", KeyRole.SIGNING, password.toCharArray())
                    .publicKey()
                    .bytes()
                    .toHex();

            String file = folder.resolve("change.election").toString();
            Said draft = TestNode.run(
                    net.home(1),
                    "election",
                    "replace",
                    "--replace",
                    old,
                    "--with",
                    fresh,
                    "--out",
                    file,
                    "--api",
                    net.api(1));
            assertThat(draft.code()).as(draft.err()).isEqualTo(ExitCode.OK);
            assertThat(draft.out())
                    .contains("leaves", "key " + old, "comes", "key " + fresh, "0 of 4 delegates approve, 3");
            assertThat(TestNode.run(net.home(1), "election", "take", file).code())
                    .as("nobody has approved")
                    .isEqualTo(ExitCode.CHECK_NEGATIVE);
            for (int node = 1; node <= 3; node++) {
                Said approved = TestNode.run(net.home(node), "election", "approve", file);
                assertThat(approved.code()).as(approved.err()).isEqualTo(ExitCode.OK);
            }
            assertThat(TestNode.run(net.home(1), "election", "approve", file).code())
                    .as("approved already")
                    .isEqualTo(ExitCode.CHECK_NEGATIVE);
            for (int node = 1; node <= DELEGATES; node++) {
                Said taken = TestNode.run(net.home(node), "election", "take", file);
                assertThat(taken.code()).as(taken.err()).isEqualTo(ExitCode.OK);
            }
            soon("a node says that it will elect", () -> net.log(1).contains("in the last round before term"));
            soon("the old key is out of office", () -> net.figure(4, ACTIVE) == 0);

            net.kill(4);
            net.begin(4, "--signer", "local:delegate2", "--signer-new", "yes");
            soon("the new key is in office", () -> net.figure(4, ACTIVE) == 1);
            soon("it builds blocks", () -> net.figure(4, PRODUCED) >= 2);
            double reached = net.finalHeight(1);
            soon("finality goes on", () -> net.finalHeight(1) > reached + 4);
            assertThat(net.log(1)).doesNotContain("broke a rule", "\"level\":\"ERROR\"");
        }
    }

    private static void soon(String what, Callable<Boolean> holds) {
        await().alias(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(holds);
    }
}
