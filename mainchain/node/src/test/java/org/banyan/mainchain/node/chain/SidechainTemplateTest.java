package org.banyan.mainchain.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import org.banyan.consensus.authority.AuthorityConsensus;
import org.banyan.contract.CodeBinding;
import org.banyan.contracts.token.IssueRequest;
import org.banyan.contracts.token.SetFeeTokenRequest;
import org.banyan.contracts.token.TokenClient;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.node.host.Plugins;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Tag;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.GenesisCall;
import org.banyan.types.specification.SystemContract;
import org.junit.jupiter.api.Test;

/** What {@code banyan new chain} makes projects of is a chain that this node can run. */
class SidechainTemplateTest {
    private final TrustedRuntime trusted = new TrustedRuntime();
    private final Plugins plugins = Plugins.found();
    private final CryptoSuite suite = plugins.suite(StandardCryptoSuites.SECP256K1);
    private final DevKeys keys = new DevKeys(suite);
    private final GenesisFile file = new GenesisFile(plugins, trusted);
    private final Path path = Path.of("../../sidechain-template/genesis.conf");
    private final ChainSpecification chain = file.read(path);

    @Test
    void it_takes_turns_of_half_a_second_with_one_test_key_that_is_not_the_main_chain_s() {
        PublicKey producer = keys.signer("ivan").publicKey();

        assertThat(chain.name()).isEqualTo("freight");
        assertThat(chain.consensus().id()).isEqualTo(AuthorityConsensus.ID);
        assertThat(chain.consensus().slotMillis()).isEqualTo(500);
        assertThat(file.text(chain)).contains(producer.bytes().toHex());
        assertThat(DevelopmentChain.PRODUCER).isNotEqualTo("ivan");
    }

    @Test
    void it_runs_the_system_contracts_of_this_version() {
        for (SystemContract contract : chain.collection().contracts()) {
            var described = trusted.load(
                            new CodeBinding(CodeBinding.TRUSTED, contract.name(), contract.version(), contract.code()))
                    .orElseThrow()
                    .describe();
            assertThat(contract.descriptorHash())
                    .as("descriptor-hash of %s in %s: put this one there", contract.name(), path)
                    .isEqualTo(suite.hash().hash(Tag.DESCRIPTOR, described.descriptor()));
        }
    }

    @Test
    void it_is_the_development_chain_but_for_its_name_its_producer_and_its_token() {
        ChainSpecification development = DevelopmentChain.specification(suite, trusted, new Timestamp(0));

        assertThat(chain.addressPrefix()).isEqualTo(development.addressPrefix());
        assertThat(chain.collection()).isEqualTo(development.collection());
        assertThat(chain.updateRule()).isEqualTo(development.updateRule());
        assertThat(chain.indexing()).isEqualTo(development.indexing());
        assertThat(chain.limits()).isEqualTo(development.limits());
        assertThat(chain.fees()).isEqualTo(development.fees());
        assertThat(chain.genesisCalls().stream().map(GenesisCall::method))
                .containsExactlyElementsOf(development.genesisCalls().stream()
                        .map(GenesisCall::method)
                        .toList());
        assertThat(chain.parents()).isEmpty();
    }

    @Test
    void its_fees_are_paid_in_its_own_token_which_the_ten_test_accounts_have() {
        assertThat(calls(TokenClient.SET_FEE_TOKEN.name()).stream()
                        .map(call -> TokenClient.SET_FEE_TOKEN.requestCodec().decode(call.arguments()))
                        .map(SetFeeTokenRequest::symbol))
                .containsExactly("FREIGHT");
        List<IssueRequest> issued = calls(TokenClient.ISSUE.name()).stream()
                .map(call -> TokenClient.ISSUE.requestCodec().decode(call.arguments()))
                .toList();
        assertThat(issued).allMatch(issue -> issue.symbol().equals("FREIGHT"));
        assertThat(issued.stream().map(IssueRequest::to))
                .containsExactlyElementsOf(DevKeys.NAMES.stream()
                        .map(name -> suite.addressOf(keys.signer(name).publicKey()))
                        .toList());
    }

    private List<GenesisCall> calls(String method) {
        return chain.genesisCalls().stream()
                .filter(call -> call.method().equals(method))
                .toList();
    }

    /** People read it: nothing of it is in hex that has a written form. A parent comes when the chain is registered with one. */
    @Test
    void its_text_says_what_the_product_would_write_but_for_the_parent() {
        var written = ConfigFactory.parseString(file.text(chain)).withoutPath("parents");

        assertThat(ConfigFactory.parseFile(path.toFile()).root().unwrapped())
                .isEqualTo(written.root().unwrapped());
    }
}
