package org.banyan.node.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.fixture.TestProcess;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ContractCollection;
import org.banyan.types.specification.CostTable;
import org.banyan.types.specification.ExtensionRule;
import org.banyan.types.specification.FeeRule;
import org.banyan.types.specification.GenesisCall;
import org.banyan.types.specification.IndexingPolicy;
import org.banyan.types.specification.InherentRule;
import org.banyan.types.specification.Limits;
import org.banyan.types.specification.SystemContract;
import org.banyan.types.specification.UpdateRule;
import org.junit.jupiter.api.Test;

class SpecificationTextTest {
    private static final ChainSpecification PLAIN =
            TestProcess.specification("main", TestKeys.named(TestProcess.SUITE, "alice"));

    private final SpecificationText text = new SpecificationText(id -> TestProcess.SUITE, List.of());

    @Test
    void what_is_written_is_read_as_the_same_specification() {
        SplittableRandom random = new SplittableRandom(11);
        for (int run = 0; run < 200; run++) {
            ChainSpecification specification = random(random);
            String written = text.write(specification, List.of("a comment = {", "another"));
            assertThat(read(written)).as("seed 11, run %d:%n%s", run, written).isEqualTo(specification);
        }
    }

    @Test
    void every_problem_is_told_with_its_path() {
        String broken = text.write(PLAIN, List.of())
                .replace("percent = 80", "percent = 101")
                .replace("name = \"main\"", "name = \"Main Chain\"")
                .replace("block-transactions = 20000", "block-transaction = 20000")
                .replace("unit-price = \"0\"", "unit-price = \"-1\"")
                .replace("2027-01-15T08:00:00Z", "soon");
        assertThatThrownBy(() -> read(broken))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ExitCode.CONFIG))
                .hasMessageContaining("update-rule: percent of the update rule")
                .hasMessageContaining("limits.block-transaction is unknown; known are")
                .hasMessageContaining("fees.unit-price = '-1'")
                .hasMessageContaining("genesis-time = 'soon'");
    }

    @Test
    void a_missing_part_is_named() {
        assertThatThrownBy(() -> read("name = main\ncrypto-suite = stub\naddress-prefix = tst\n"))
                .hasMessageContaining("genesis-time is missing")
                .hasMessageContaining("consensus is missing")
                .hasMessageContaining("update-rule is missing");
    }

    @Test
    void limits_and_costs_that_are_left_out_take_their_defaults() {
        String written = text.write(PLAIN, List.of());
        String without = written.replaceAll("(?s)limits \\{.*?\\n\\}\\n", "").replaceAll("(?s)costs \\{.*?\\}", "");
        assertThat(without).doesNotContain("block-cost").doesNotContain("state-byte");
        assertThat(read(without)).isEqualTo(PLAIN);
    }

    @Test
    void one_constant_can_be_changed_by_hand_and_changes_the_chain() {
        String faster = text.write(PLAIN, List.of()).replace("slot-millis = 500", "slot-millis = 200");
        assertThat(read(faster).consensus().slotMillis()).isEqualTo(200);
        assertThat(read(faster).id(TestProcess.SUITE.hash())).isNotEqualTo(PLAIN.id(TestProcess.SUITE.hash()));
    }

    @Test
    void a_form_lets_people_write_what_a_plug_in_defines() {
        SpecificationText formed = new SpecificationText(id -> TestProcess.SUITE, List.of(new GreetingForm()));
        ChainSpecification specification = with(List.of(new GenesisCall("greeter", "Greet", Bytes.utf8("hello"))));
        String written = formed.write(specification, List.of());
        assertThat(written).contains("arguments { greeting = \"hello\" }");
        assertThat(formed.read(ConfigFactory.parseString(written), "test")).isEqualTo(specification);
        assertThatThrownBy(() ->
                        formed.read(ConfigFactory.parseString(written.replace("greeting =", "greetings =")), "test"))
                .hasMessageContaining("genesis-calls[0].arguments.greeting is missing")
                .hasMessageContaining("genesis-calls[0].arguments.greetings is unknown");
    }

    private static final class GreetingForm implements BytesForm {
        @Override
        public String of() {
            return "greeter.Greet";
        }

        @Override
        public Bytes read(Fields fields, Chain chain) {
            return Bytes.utf8(fields.text("greeting"));
        }

        @Override
        public Optional<Map<String, Object>> write(Bytes bytes, Chain chain) {
            return Optional.of(
                    Map.of("greeting", new String(bytes.toArray(), java.nio.charset.StandardCharsets.UTF_8)));
        }
    }

    private ChainSpecification read(String written) {
        return text.read(ConfigFactory.parseString(written), "test");
    }

    private static ChainSpecification with(List<GenesisCall> calls) {
        return of(PLAIN.limits(), PLAIN.fees(), PLAIN.updateRule(), collection(1), PLAIN.indexing(), calls);
    }

    private static ChainSpecification random(SplittableRandom random) {
        CostTable costs = new CostTable(
                random.nextLong(100), 1, 2, 3, 4, random.nextLong(100), 6, 7, 8, 9, random.nextLong(1_000), 11);
        Limits limits = new Limits(
                1 + random.nextInt(100_000),
                1 + random.nextInt(1_000_000),
                1 + random.nextInt(20_000),
                1 + random.nextInt(16),
                1 + random.nextLong(1L << 40),
                1 + random.nextLong(1L << 40),
                1 + random.nextInt(16),
                1 + random.nextInt(1_000),
                1 + random.nextInt(1_000),
                1 + random.nextInt(100),
                1 + random.nextInt(64),
                1 + random.nextInt(1_000));
        Bytes arguments = Bytes.fromHex("00ff" + (10 + random.nextInt(90)));
        return of(
                limits,
                new FeeRule(
                        Amount.of(random.nextLong(Long.MAX_VALUE)).times(1 + random.nextInt(1_000)),
                        costs,
                        Amount.of(random.nextInt(3))),
                new UpdateRule(51 + random.nextInt(50), 1 + random.nextInt(1_000), 1 + random.nextInt(1_000)),
                collection(1 + random.nextInt(100)),
                new IndexingPolicy(random.nextInt(1_000)),
                List.of(
                        new GenesisCall("greeter", "Greet", arguments),
                        new GenesisCall("greeter", "Greet", Bytes.EMPTY)));
    }

    private static ContractCollection collection(int version) {
        return new ContractCollection(
                List.of(
                        new SystemContract("account", version, 1, new Hash(1, 2, 3, version), Bytes.EMPTY, Bytes.EMPTY),
                        new SystemContract(
                                "greeter", 1, 2, new Hash(9, 9, 9, 9), Bytes.utf8("code"), Bytes.utf8("parameters"))),
                List.of(new ExtensionRule("crosschain.index", true), new ExtensionRule("note", false)),
                "account",
                "",
                "",
                List.of(1, 3),
                List.of(new InherentRule("crosschain.child", "greeter", "Follow")),
                List.of("authority", "dpos"));
    }

    private static ChainSpecification of(
            Limits limits,
            FeeRule fees,
            UpdateRule update,
            ContractCollection collection,
            IndexingPolicy indexing,
            List<GenesisCall> calls) {
        return new ChainSpecification(
                PLAIN.format(),
                PLAIN.name(),
                PLAIN.cryptoSuite(),
                PLAIN.addressPrefix(),
                PLAIN.genesisTime(),
                PLAIN.consensus(),
                collection,
                update,
                List.of(),
                indexing,
                limits,
                fees,
                calls);
    }
}
