package org.banyan.mainchain.node.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.contract.BatchRunner;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.mainchain.bench.DevelopmentBench;
import org.banyan.node.host.Plugins;
import org.banyan.node.specification.SpecificationText;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ChainSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentChainTest {
    private static final Timestamp TIME = new Timestamp(1_800_000_000_000L);

    private final TrustedRuntime trusted = new TrustedRuntime();
    private final Plugins plugins = Plugins.found();
    private final CryptoSuite suite = plugins.suite(StandardCryptoSuites.SECP256K1);
    private final GenesisFile file = new GenesisFile(plugins, trusted);
    private final ChainSpecification chain = DevelopmentChain.specification(suite, trusted, TIME);

    @Test
    void the_same_time_gives_the_same_chain_and_another_time_another() {
        assertThat(DevelopmentChain.specification(suite, trusted, TIME)).isEqualTo(chain);
        assertThat(DevelopmentChain.specification(suite, trusted, TIME.plusMillis(1))
                        .id(suite.hash()))
                .isNotEqualTo(chain.id(suite.hash()));
    }

    @Test
    void the_bench_contract_is_on_development_nodes_and_on_no_other(@TempDir Path folder) throws IOException {
        TrustedRuntime development = TrustedRuntime.forDevelopment(
                BatchRunner.SEQUENTIAL, List.of(new DevelopmentBench()), Optional.empty());
        ChainSpecification withBench = DevelopmentChain.specification(suite, development, TIME);
        Path path = folder.resolve("genesis.conf");
        new GenesisFile(plugins, development).write(path, withBench);

        assertThat(withBench.collection().contract(DevelopmentBench.NAME)).isPresent();
        assertThat(new GenesisFile(plugins, development).read(path)).isEqualTo(withBench);
        assertThat(chain.collection().contract(DevelopmentBench.NAME)).isEmpty();
        assertThatThrownBy(() -> file.read(path)).hasMessageContaining("no contract bench");
    }

    @Test
    void its_genesis_file_is_for_people_and_says_exactly_what_the_chain_is(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("genesis.conf");
        file.write(path, chain);
        assertThat(file.read(path)).isEqualTo(chain);
        assertThat(Files.readString(path))
                .doesNotContain("arguments-hex")
                .doesNotContain("parameters-hex")
                .contains("memo = \"alice\"")
                .contains("symbol = \"BNY\"");
    }

    @Test
    void a_chain_with_delegates_is_written_for_people_too(@TempDir Path folder) throws IOException {
        ChainSpecification delegated = DevelopmentChain.withDelegates(suite, trusted, TIME, 4);
        Path path = folder.resolve("genesis.conf");
        file.write(path, delegated);
        assertThat(file.read(path)).isEqualTo(delegated);
        assertThat(Files.readString(path)).contains("rounds-per-term").doesNotContain("parameters-hex");
        assertThat(DevelopmentChain.delegates(delegated)).hasValue(4);
        assertThat(DevelopmentChain.delegates(chain)).isEmpty();
    }

    @Test
    void every_number_in_it_can_be_changed_by_hand() {
        String text = file.text(chain);
        ChainSpecification changed = new SpecificationText(plugins::suite, ContractForms.all(trusted))
                .read(
                        ConfigFactory.parseString(text.replace("slot-millis = 500", "slot-millis = 100")
                                .replace("block-transactions = 20000", "block-transactions = 5")
                                .replace("unit-price = \"30\"", "unit-price = \"0\"")
                                .replace("transaction = 2000", "transaction = 1")
                                .replace("amount = \"100000000000000\"", "amount = \"7\"")),
                        "test");
        assertThat(changed.consensus().slotMillis()).isEqualTo(100);
        assertThat(changed.limits().blockTransactions()).isEqualTo(5);
        assertThat(changed.fees().unitPrice().isZero()).isTrue();
        assertThat(changed.fees().costs().transaction()).isEqualTo(1);
        assertThat(changed.genesisCalls()).isNotEqualTo(chain.genesisCalls());
    }

    /** Every number, word and list of the file is part of what the chain is: none can be changed without another chain coming out. */
    @Test
    void each_constant_of_the_file_makes_another_chain_when_it_is_changed_alone() {
        SpecificationText reader = new SpecificationText(plugins::suite, ContractForms.all(trusted));
        Config text = ConfigFactory.parseString(file.text(chain));
        List<String> changed = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> constant : text.entrySet()) {
            Object value = constant.getValue().unwrapped();
            boolean number = String.valueOf(value).matches("[0-9]{1,18}")
                    && !constant.getKey().equals("format");
            if (number) {
                long smaller = Math.max(0, Long.parseLong(String.valueOf(value)) - 1);
                long other = constant.getKey().equals("indexing.children-max") ? 7 : smaller;
                Config one = text.withValue(constant.getKey(), ConfigValueFactory.fromAnyRef(String.valueOf(other)));
                assertThat(reader.read(one, "test").id(suite.hash()))
                        .as(constant.getKey())
                        .isNotEqualTo(chain.id(suite.hash()));
                changed.add(constant.getKey());
            }
        }
        assertThat(changed)
                .contains("consensus.slot-millis", "update-rule.percent", "limits.block-cost", "fees.costs.read")
                .hasSizeGreaterThan(29);
    }
}
