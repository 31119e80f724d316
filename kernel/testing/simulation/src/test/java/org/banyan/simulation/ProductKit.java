package org.banyan.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractCall;
import org.banyan.contract.SystemAddresses;
import org.banyan.contracts.registry.RegisterSystemRequest;
import org.banyan.contracts.registry.RegistryClient;
import org.banyan.contracts.token.CreateRequest;
import org.banyan.contracts.token.IssueRequest;
import org.banyan.contracts.token.SetFeeTokenRequest;
import org.banyan.contracts.token.TokenClient;
import org.banyan.contracts.token.TransferRequest;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.simulation.scenario.ChainKit;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;
import org.banyan.types.crypto.Tag;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ConsensusChoice;
import org.banyan.types.specification.ContractCollection;
import org.banyan.types.specification.CostTable;
import org.banyan.types.specification.FeeRule;
import org.banyan.types.specification.GenesisCall;
import org.banyan.types.specification.IndexingPolicy;
import org.banyan.types.specification.Limits;
import org.banyan.types.specification.SystemContract;
import org.banyan.types.specification.UpdateRule;

/** A chain of the product: key accounts, and the genesis token, which also pays fees. Which consensus it has is left open. */
abstract class ProductKit implements ChainKit {
    private static final String SYMBOL = "SIM";
    private static final Amount UNIT_PRICE = Amount.of(30);
    private static final Amount FUNDS = Amount.of(100_000_000_000L);

    private final CryptoSuite suite;

    /** Producers that serve at one time; 0 when all do. */
    private final int seats;

    private Optional<Reigns> reigns = Optional.empty();
    private final ContractRuntime runtime = new TrustedRuntime();

    ProductKit(CryptoSuite suite) {
        this(suite, 0);
    }

    ProductKit(CryptoSuite suite, int seats) {
        this.suite = suite;
        this.seats = seats;
    }

    /** Who serves when; known once there is a specification. */
    Reigns reigns() {
        return reigns.orElseThrow();
    }

    @Override
    public CryptoSuite suite() {
        return suite;
    }

    /** The consensus' parameters for these first producers. */
    abstract Bytes parameters(ProducerSet producers, long slotMillis);

    @Override
    public List<ContractRuntime> runtimes() {
        return List.of(runtime);
    }

    @Override
    public Amount funds() {
        return FUNDS;
    }

    @Override
    public Address money() {
        return SystemAddresses.of("token", suite());
    }

    /** Field 3, the owner, the symbol behind its length: {@code docs/spi/contract.md}, CONTRACT-20. */
    @Override
    public Bytes balanceKey(Address owner) {
        return Bytes.concat(
                Bytes.wrap(new byte[] {3}),
                owner.bytes(),
                Bytes.wrap(new byte[] {(byte) SYMBOL.length()}),
                Bytes.utf8(SYMBOL));
    }

    @Override
    public ContractCall transfer(Address to, Amount amount) {
        return TokenClient.TRANSFER.call(new TransferRequest(to, SYMBOL, amount, ""));
    }

    /** System contracts, ascending by name. */
    List<String> contracts() {
        return List.of("account", "registry", "token");
    }

    @Override
    public ChainSpecification specification(
            List<Signer> producers, List<Signer> accounts, long slotMillis, Timestamp genesisTime) {
        reigns = Optional.of(seats == 0 ? Reigns.forAll(producers, suite) : new Reigns(producers, seats, suite));
        List<Contract> contracts =
                contracts().stream().map(name -> load(runtime, name)).toList();
        return new ChainSpecification(
                ChainSpecification.FORMAT,
                "simulated",
                suite().id(),
                "sim",
                genesisTime,
                new ConsensusChoice(consensus().id(), parameters(reigns().set(0), slotMillis), slotMillis),
                new ContractCollection(
                        contracts.stream().map(this::system).toList(),
                        List.of(),
                        "account",
                        "registry",
                        "token",
                        List.of(),
                        List.of(),
                        List.of()),
                new UpdateRule(80, 100, 2000),
                List.of(),
                IndexingPolicy.NONE,
                Limits.DEFAULT,
                new FeeRule(UNIT_PRICE, CostTable.DEFAULT),
                calls(contracts, accounts));
    }

    private Address address(Signer signer) {
        return suite().addressOf(signer.publicKey());
    }

    private static Contract load(ContractRuntime trusted, String name) {
        return trusted.load(new CodeBinding(CodeBinding.TRUSTED, name, 1, Bytes.EMPTY))
                .orElseThrow();
    }

    private SystemContract system(Contract contract) {
        var described = contract.describe();
        return new SystemContract(
                described.name(),
                described.version(),
                CodeBinding.TRUSTED,
                suite().hash().hash(Tag.DESCRIPTOR, described.descriptor()),
                Bytes.EMPTY,
                Bytes.EMPTY);
    }

    private List<GenesisCall> calls(List<Contract> contracts, List<Signer> accounts) {
        List<GenesisCall> calls = new ArrayList<>();
        for (Contract contract : contracts) {
            var described = contract.describe();
            calls.add(call(
                    "registry",
                    RegistryClient.REGISTER_SYSTEM.call(new RegisterSystemRequest(
                            described.name(), described.version(), CodeBinding.TRUSTED, described.descriptor()))));
        }
        Address issuer = address(accounts.getFirst());
        calls.add(call(
                "token",
                TokenClient.CREATE.call(
                        new CreateRequest(SYMBOL, "Simulated", 8, FUNDS.times(accounts.size()), issuer))));
        calls.add(call("token", TokenClient.SET_FEE_TOKEN.call(new SetFeeTokenRequest(SYMBOL))));
        for (Signer account : accounts) {
            calls.add(call("token", TokenClient.ISSUE.call(new IssueRequest(SYMBOL, address(account), FUNDS, ""))));
        }
        return calls;
    }

    private static GenesisCall call(String contract, ContractCall call) {
        return new GenesisCall(contract, call.method(), call.arguments());
    }
}
