package org.banyan.mainchain.node.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.banyan.consensus.authority.AuthorityConsensus;
import org.banyan.consensus.authority.AuthorityParameters;
import org.banyan.mainchain.dpos.DposConsensus;
import org.banyan.mainchain.dpos.DposParameters;
import org.banyan.mainchain.dpos.Growth;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.host.Plugins;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ConsensusChoice;
import org.banyan.types.specification.ContractCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A chain is switched to dpos by its genesis text alone. */
@Timeout(60)
class DposGenesisTest {
    private static final String ELECTION = """
            elections = [{ term = 3, producers = [
              { key-hex = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798" }
            ] }],
            """;

    private final GenesisFile file = new GenesisFile(Plugins.found(), new TrustedRuntime());

    @TempDir
    private Path directory;

    @Test
    void the_template_runs_on_dpos_when_its_genesis_says_so() {
        ChainSpecification chain = read("rounds-per-term = 40, growth = yearly, suspension-millis = 1000,"
                + " evidence-millis = 2000, jail-millis = 3000," + ELECTION);
        DposParameters parameters =
                DposParameters.CODEC.decode(chain.consensus().parameters());
        assertThat(chain.consensus().id()).isEqualTo(DposConsensus.ID);
        assertThat(parameters.roundsPerTerm()).isEqualTo(40);
        assertThat(parameters.growth()).isEqualTo(Growth.YEARLY);
        assertThat(parameters.suspensionMillis()).isEqualTo(1_000);
        assertThat(parameters.evidenceMillis()).isEqualTo(2_000);
        assertThat(parameters.jailMillis()).isEqualTo(3_000);
        assertThat(parameters.delegates().size()).isEqualTo(1);
        assertThat(parameters.elections()).hasSize(1);
        assertThat(parameters.elections().getFirst().term()).isEqualTo(3);
    }

    @Test
    void what_is_left_out_is_usual_and_what_is_written_reads_as_the_same_chain() throws IOException {
        DposParameters usual = DposParameters.CODEC.decode(
                read("rounds-per-term = 7,").consensus().parameters());
        assertThat(usual)
                .isEqualTo(new DposParameters(
                        usual.delegates(),
                        7,
                        Growth.FREE,
                        DposParameters.HOUR_MILLIS,
                        DposParameters.EVIDENCE_MILLIS,
                        DposParameters.EVIDENCE_MILLIS,
                        usual.elections()));
        assertThat(usual.elections()).isEmpty();

        ChainSpecification chain = read("rounds-per-term = 40, growth = yearly," + ELECTION);
        Path written = directory.resolve("written.conf");
        Files.writeString(written, file.text(chain));
        assertThat(file.read(written)).isEqualTo(chain);
        assertThat(Files.readString(written)).doesNotContain("parameters-hex");
    }

    @Test
    void parameters_that_cannot_work_are_refused_with_what_is_wrong() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("rounds-per-term is missing");
        assertThatThrownBy(() -> read("rounds-per-term = 7, growth = wild,"))
                .hasMessageContaining("growth must be free or yearly but is 'wild'");
        assertThatThrownBy(() -> read("rounds-per-term = 7, evidence-millis = 9, jail-millis = 8,"))
                .hasMessageContaining("time in jail");
        assertThatThrownBy(() -> read("rounds-per-term = 7," + ELECTION.replace("term = 3", "term = 1")))
                .hasMessageContaining("the first delegates serve that term");
    }

    @Test
    void a_node_with_the_only_delegate_produces_and_finalizes_on_dpos() {
        try (TestNode node = TestNode.start(directory, 0, DposGenesisTest::onDpos)) {
            RunningChain chain = node.process().host().chain("main").orElseThrow();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> chain.status().finalHeader().height().value() >= 3);
            assertThat(chain.specification().consensus().id()).isEqualTo(DposConsensus.ID);
            assertThat(chain.specification().collection().lightClients()).contains(DposConsensus.ID);
        }
    }

    /** The chain with one delegate in place of its authority, and followers of both kinds. */
    private static ChainSpecification onDpos(ChainSpecification chain) {
        var producers =
                AuthorityParameters.CODEC.decode(chain.consensus().parameters()).producers();
        var dpos =
                DposParameters.usual(producers, Growth.FREE, chain.consensus().slotMillis());
        var collection = chain.collection();
        return new ChainSpecification(
                chain.format(),
                chain.name(),
                chain.cryptoSuite(),
                chain.addressPrefix(),
                chain.genesisTime(),
                new ConsensusChoice(
                        DposConsensus.ID,
                        DposParameters.CODEC.encode(dpos),
                        chain.consensus().slotMillis()),
                new ContractCollection(
                        collection.contracts(),
                        collection.extensions(),
                        collection.accountContract(),
                        collection.registryContract(),
                        collection.feeContract(),
                        collection.deployableCategories(),
                        collection.inherents(),
                        List.of(AuthorityConsensus.ID, DposConsensus.ID)),
                chain.updateRule(),
                chain.parents(),
                chain.indexing(),
                chain.limits(),
                chain.fees(),
                chain.genesisCalls());
    }

    private ChainSpecification read(String parameters) {
        try {
            String template = Files.readString(Path.of("../../sidechain-template/genesis.conf"))
                    .replace("  id = \"authority\"", "  id = \"dpos\"")
                    .replace("  parameters {", "  parameters { " + parameters);
            Path changed = directory.resolve("changed.conf");
            Files.writeString(changed, template);
            return file.read(changed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
