package org.banyan.mainchain.node.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.banyan.consensus.authority.AuthorityConsensus;
import org.banyan.consensus.bft.BftConsensus;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractCall;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.crosschain.SetRegistrarRequest;
import org.banyan.contracts.evidence.EvidenceClient;
import org.banyan.contracts.registry.RegisterSystemRequest;
import org.banyan.contracts.registry.RegistryClient;
import org.banyan.contracts.token.CreateRequest;
import org.banyan.contracts.token.IssueRequest;
import org.banyan.contracts.token.SetFeeTokenRequest;
import org.banyan.contracts.token.TokenClient;
import org.banyan.crosschain.HeaderInherent;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.bench.DevelopmentBench;
import org.banyan.mainchain.dpos.DposConsensus;
import org.banyan.mainchain.dpos.DposParameters;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Tag;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ConsensusChoice;
import org.banyan.types.specification.ContractCollection;
import org.banyan.types.specification.CostTable;
import org.banyan.types.specification.ExtensionRule;
import org.banyan.types.specification.FeeRule;
import org.banyan.types.specification.GenesisCall;
import org.banyan.types.specification.IndexingPolicy;
import org.banyan.types.specification.InherentRule;
import org.banyan.types.specification.Limits;
import org.banyan.types.specification.ParentChain;
import org.banyan.types.specification.SystemContract;
import org.banyan.types.specification.UpdateRule;

/**
 * The chains of {@code banyan dev}: a main chain with delegates or one producer, side chains with one producer each, all of public test keys; blocks every half
 * second, a token, and ten funded accounts whose keys everybody has.
 *
 * <p>Everything here is a default: what counts is the {@code genesis.conf} that the first start writes.
 */
public final class DevelopmentChain {
    public static final String NAME = "main";
    public static final String ADDRESS_PREFIX = "bny";
    public static final String SYMBOL = "BNY";

    /** The test key that produces the main chain; the last name, so that fees do not blur the balances that examples show. */
    public static final String PRODUCER = "judy";

    /** Registers side chains at every development chain. */
    public static final String REGISTRAR = "alice";

    /** Test keys that are left for producers of side chains: alice to carol are for examples. */
    public static final int SIDE_CHAINS_MAX = 6;

    public static final String CROSSCHAIN = "crosschain";

    /** Records who was convicted of an offence. */
    public static final String EVIDENCE = "evidence";

    /** Delegates of a main chain when nobody says how many. */
    public static final int DELEGATES_DEFAULT = 4;

    /** Most delegates of a main chain that runs on DPoS. */
    public static final int DELEGATES_MAX = DevKeys.PRODUCERS.size();

    static final String TOKEN = "token";
    static final String REGISTRY = "registry";
    private static final String ACCOUNT = "account";
    private static final int CHILDREN_MAX = 64;

    private static final int DECIMALS = 8;
    private static final Amount UNIT = Amount.of(100_000_000);
    private static final Amount FUNDS = UNIT.times(1_000_000);
    private static final Amount SUPPLY_MAX = UNIT.times(1_000_000_000);

    /** A plain transfer of about 10,000 units costs 0.003 BNY. */
    private static final Amount UNIT_PRICE = Amount.of(30);

    private DevelopmentChain() {}

    /** @param trusted has the system contracts */
    public static ChainSpecification specification(CryptoSuite suite, ContractRuntime trusted, Timestamp genesisTime) {
        return specification(
                suite,
                trusted,
                genesisTime,
                NAME,
                UsualConsensus.authority(UsualConsensus.test(suite, List.of(PRODUCER))),
                List.of());
    }

    /**
     * A main chain whose producers have keys of their own.
     *
     * @param consensus of {@link UsualConsensus}
     * @param owner has all funds and registers side chains; empty for the ten test accounts
     */
    public static ChainSpecification network(
            CryptoSuite suite,
            ContractRuntime trusted,
            Timestamp genesisTime,
            ConsensusChoice consensus,
            Optional<Address> owner) {
        return specification(
                suite,
                trusted,
                genesisTime,
                NAME,
                consensus,
                List.of(),
                owner.map(Holders::of).orElseGet(() -> Holders.test(suite)));
    }

    /**
     * The main chain on DPoS.
     *
     * @param delegates from 1 to {@link #DELEGATES_MAX}, with the first of {@link DevKeys#PRODUCERS}
     */
    public static ChainSpecification withDelegates(
            CryptoSuite suite, ContractRuntime trusted, Timestamp genesisTime, int delegates) {
        ProducerSet set = UsualConsensus.test(suite, DevKeys.PRODUCERS.subList(0, delegates));
        return specification(
                suite, trusted, genesisTime, NAME, UsualConsensus.dpos(set, UsualConsensus.SLOT_MILLIS), List.of());
    }

    /** Name of the side chain with this number, from 1. */
    public static String sideName(int number) {
        return "side-" + number;
    }

    /** @param number from 1 to {@value #SIDE_CHAINS_MAX} */
    public static ChainSpecification side(
            CryptoSuite suite, ContractRuntime trusted, Timestamp genesisTime, int number, ParentChain parent) {
        String producer = DevKeys.NAMES.get(DevKeys.NAMES.indexOf(PRODUCER) - number);
        return specification(
                suite,
                trusted,
                genesisTime,
                sideName(number),
                UsualConsensus.authority(UsualConsensus.test(suite, List.of(producer))),
                List.of(parent));
    }

    private static ChainSpecification specification(
            CryptoSuite suite,
            ContractRuntime trusted,
            Timestamp genesisTime,
            String name,
            ConsensusChoice consensus,
            List<ParentChain> parents) {
        return specification(suite, trusted, genesisTime, name, consensus, parents, Holders.test(suite));
    }

    private static ChainSpecification specification(
            CryptoSuite suite,
            ContractRuntime trusted,
            Timestamp genesisTime,
            String name,
            ConsensusChoice consensus,
            List<ParentChain> parents,
            Holders holders) {
        List<Contract> contracts = contracts(trusted);
        return new ChainSpecification(
                ChainSpecification.FORMAT,
                name,
                StandardCryptoSuites.SECP256K1,
                ADDRESS_PREFIX,
                genesisTime,
                consensus,
                collection(contracts, suite),
                new UpdateRule(80, 100, 2000),
                parents,
                new IndexingPolicy(CHILDREN_MAX),
                Limits.DEFAULT,
                new FeeRule(UNIT_PRICE, CostTable.DEFAULT),
                calls(contracts, holders));
    }

    /** How many delegates a chain was made with; empty when it runs on something else. */
    public static OptionalInt delegates(ChainSpecification chain) {
        ConsensusChoice consensus = chain.consensus();
        return consensus.id().equals(DposConsensus.ID)
                ? OptionalInt.of(DposParameters.CODEC
                        .decode(consensus.parameters())
                        .delegates()
                        .size())
                : OptionalInt.empty();
    }

    /** The bench contract is there where the runtime has it: on nodes of the development network. */
    private static List<Contract> contracts(ContractRuntime trusted) {
        Stream<Contract> needed =
                Stream.of(ACCOUNT, CROSSCHAIN, EVIDENCE, REGISTRY, TOKEN).map(name -> load(trusted, name));
        return Stream.concat(needed, find(trusted, DevelopmentBench.NAME).stream())
                .sorted(Comparator.comparing(contract -> contract.describe().name()))
                .toList();
    }

    private static ContractCollection collection(List<Contract> contracts, CryptoSuite suite) {
        return new ContractCollection(
                contracts.stream().map(contract -> system(contract, suite)).toList(),
                List.of(new ExtensionRule(IndexLeaf.EXTENSION, true), new ExtensionRule(ParentHeaders.EXTENSION, true)),
                ACCOUNT,
                REGISTRY,
                TOKEN,
                List.of(CodeBinding.TRUSTED),
                List.of(
                        new InherentRule(HeaderInherent.CHILD, CROSSCHAIN, CrosschainClient.FOLLOW_CHILD.name()),
                        new InherentRule(HeaderInherent.PARENT, CROSSCHAIN, CrosschainClient.FOLLOW_PARENT.name()),
                        new InherentRule(Inherent.EVIDENCE, EVIDENCE, EvidenceClient.RECORD.name())),
                List.of(AuthorityConsensus.ID, BftConsensus.ID, DposConsensus.ID));
    }

    private static Contract load(ContractRuntime trusted, String name) {
        return find(trusted, name)
                .orElseThrow(() -> new IllegalStateException(
                        "system contract " + name + " version 1 is not on the class path of this node"));
    }

    private static Optional<Contract> find(ContractRuntime trusted, String name) {
        return trusted.load(new CodeBinding(CodeBinding.TRUSTED, name, 1, Bytes.EMPTY));
    }

    private static SystemContract system(Contract contract, CryptoSuite suite) {
        var described = contract.describe();
        return new SystemContract(
                described.name(),
                described.version(),
                CodeBinding.TRUSTED,
                suite.hash().hash(Tag.DESCRIPTOR, described.descriptor()),
                Bytes.EMPTY,
                Bytes.EMPTY);
    }

    /** Who has funds from the beginning, by the memo of its allocation; the first issues the token. */
    private record Holders(Address registrar, Map<String, Address> funded) {
        private static Holders of(Address owner) {
            return new Holders(owner, Map.of("owner", owner));
        }

        private static Holders test(CryptoSuite suite) {
            DevKeys keys = new DevKeys(suite);
            Map<String, Address> funded = new LinkedHashMap<>();
            DevKeys.NAMES.forEach(
                    name -> funded.put(name, suite.addressOf(keys.signer(name).publicKey())));
            return new Holders(suite.addressOf(keys.signer(REGISTRAR).publicKey()), funded);
        }

        private Address issuer() {
            return funded.values().iterator().next();
        }
    }

    private static List<GenesisCall> calls(List<Contract> contracts, Holders holders) {
        List<GenesisCall> calls = new ArrayList<>();
        for (Contract contract : contracts) {
            var described = contract.describe();
            var request = new RegisterSystemRequest(
                    described.name(), described.version(), CodeBinding.TRUSTED, described.descriptor());
            calls.add(call(REGISTRY, RegistryClient.REGISTER_SYSTEM.call(request)));
        }
        calls.add(call(CROSSCHAIN, CrosschainClient.SET_REGISTRAR.call(new SetRegistrarRequest(holders.registrar()))));
        calls.add(call(
                TOKEN,
                TokenClient.CREATE.call(
                        new CreateRequest(SYMBOL, "Banyan test token", DECIMALS, SUPPLY_MAX, holders.issuer()))));
        calls.add(call(TOKEN, TokenClient.SET_FEE_TOKEN.call(new SetFeeTokenRequest(SYMBOL))));
        holders.funded()
                .forEach((name, owner) ->
                        calls.add(call(TOKEN, TokenClient.ISSUE.call(new IssueRequest(SYMBOL, owner, FUNDS, name)))));
        return calls;
    }

    private static GenesisCall call(String contract, ContractCall call) {
        return new GenesisCall(contract, call.method(), call.arguments());
    }
}
