package org.banyan.contract.test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractCall;
import org.banyan.contract.ContractMethod;
import org.banyan.contract.Offences;
import org.banyan.core.execution.ChainRules;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.Tag;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ConsensusChoice;
import org.banyan.types.specification.ContractCollection;
import org.banyan.types.specification.CostTable;
import org.banyan.types.specification.FeeRule;
import org.banyan.types.specification.GenesisCall;
import org.banyan.types.specification.IndexingPolicy;
import org.banyan.types.specification.Limits;
import org.banyan.types.specification.ParentChain;
import org.banyan.types.specification.SystemContract;
import org.banyan.types.specification.UpdateRule;

/**
 * Choices for a {@link ContractTest}. The given contracts are system contracts; those named {@code token}, {@code account} and {@code registry} take the fee,
 * account and registry role. With a token contract the named accounts are funded at genesis. Calls cost units but nothing is paid, unless there is a unit price.
 */
public final class ContractTestSetup {
    private static final Timestamp GENESIS_TIME = new Timestamp(1_700_000_000_000L);

    private final List<Contract> contracts = new ArrayList<>();
    private final List<Contract> deployable = new ArrayList<>();
    private final List<ContractRuntime> runtimes = new ArrayList<>();
    private final List<Integer> categories = new ArrayList<>();
    private final List<GenesisCall> genesisCalls = new ArrayList<>();
    private final List<ConsensusFactory> lightClients = new ArrayList<>();
    private final List<ParentChain> parents = new ArrayList<>();
    private Limits limits = Limits.DEFAULT;
    private IndexingPolicy indexing = IndexingPolicy.NONE;
    private Amount unitPrice = Amount.ZERO;
    private Offences offences = Offences.NONE;

    ContractTestSetup(Contract subject, List<Contract> others) {
        contracts.add(subject);
        contracts.addAll(others);
    }

    /** Trusted contracts that the chain does not have at genesis; they can be deployed through the registry. */
    public ContractTestSetup deployable(Contract... more) {
        deployable.addAll(List.of(more));
        return deployableCategory(CodeBinding.TRUSTED);
    }

    /** A runtime of another category, whose code can be deployed. */
    public ContractTestSetup runtime(ContractRuntime runtime) {
        runtimes.add(runtime);
        return deployableCategory(runtime.category());
    }

    /** Allows a category whether there is a runtime for it or not. */
    public ContractTestSetup deployableCategory(int category) {
        if (!categories.contains(category)) {
            categories.add(category);
        }
        return this;
    }

    /** A call that the kernel makes at genesis, after accounts are funded. */
    public <Q, R> ContractTestSetup genesis(String contract, ContractMethod<Q, R> method, Q request) {
        ContractCall call = method.call(request);
        genesisCalls.add(new GenesisCall(contract, call.method(), call.arguments()));
        return this;
    }

    /** The chain can follow chains of this consensus. */
    public ContractTestSetup lightClient(ConsensusFactory consensus) {
        lightClients.add(consensus);
        return this;
    }

    /** Judges what the kernel hands to contracts as evidence. */
    public ContractTestSetup offences(Offences judge) {
        offences = judge;
        return this;
    }

    /** A chain that indexes this one. */
    public ContractTestSetup parent(ParentChain parent) {
        parents.add(parent);
        return this;
    }

    public ContractTestSetup childrenMax(int children) {
        indexing = new IndexingPolicy(children);
        return this;
    }

    public ContractTestSetup limits(Limits newLimits) {
        limits = newLimits;
        return this;
    }

    /** Price of one metered unit in {@link ContractTest#TOKEN}; needs the token contract. */
    public ContractTestSetup unitPrice(Amount price) {
        unitPrice = price;
        return this;
    }

    public ContractTest start() {
        List<RuntimeException> faults = new ArrayList<>();
        TurningBatches batches = new TurningBatches();
        List<Contract> all = Stream.concat(contracts.stream(), deployable.stream())
                .<Contract>map(contract -> new WatchedContract(contract, batches, faults::add))
                .toList();
        runtimes.add(new GivenContracts(all));
        ChainRules rules = new ChainRules(specification(), TestAccount.SUITE, runtimes, List.of(), lightClients);
        return new ContractTest(
                rules, faults, batches, contracts.get(0).describe().name(), offences);
    }

    private ChainSpecification specification() {
        List<GenesisCall> calls = new ArrayList<>();
        if (!role(Funding.CONTRACT).isEmpty()) {
            calls.addAll(Funding.calls(
                    List.of(ContractTest.ALICE, ContractTest.BOB, ContractTest.CAROL, ContractTest.DAVE),
                    ContractTest.FUNDS));
        }
        calls.addAll(genesisCalls);
        return new ChainSpecification(
                ChainSpecification.FORMAT,
                "contract-test",
                TestAccount.SUITE.id(),
                "tst",
                GENESIS_TIME,
                new ConsensusChoice("none", Bytes.EMPTY, ContractTest.SLOT.toMillis()),
                new ContractCollection(
                        contracts.stream()
                                .map(ContractTestSetup::systemContract)
                                .sorted(Comparator.comparing(SystemContract::name))
                                .toList(),
                        List.of(),
                        role("account"),
                        role("registry"),
                        role(Funding.CONTRACT),
                        categories.stream().sorted().toList(),
                        List.of(),
                        lightClients.stream().map(ConsensusFactory::id).sorted().toList()),
                new UpdateRule(80, 100, 2000),
                parents,
                indexing,
                limits,
                new FeeRule(unitPrice, CostTable.DEFAULT),
                calls);
    }

    private String role(String name) {
        return contracts.stream()
                        .anyMatch(contract -> contract.describe().name().equals(name))
                ? name
                : "";
    }

    private static SystemContract systemContract(Contract contract) {
        return new SystemContract(
                contract.describe().name(),
                contract.describe().version(),
                CodeBinding.TRUSTED,
                TestAccount.SUITE
                        .hash()
                        .hash(Tag.CONTRACT_DATA, contract.describe().descriptor()),
                Bytes.EMPTY,
                Bytes.EMPTY);
    }
}
