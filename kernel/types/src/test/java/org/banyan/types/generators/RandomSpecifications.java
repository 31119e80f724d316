package org.banyan.types.generators;

import java.util.List;
import org.banyan.types.AddressText;
import org.banyan.types.ChainId;
import org.banyan.types.block.Body;
import org.banyan.types.block.Header;
import org.banyan.types.receipt.Receipt;
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
import org.banyan.types.transaction.Transaction;

/** Random chain specifications and their parts. */
public final class RandomSpecifications {
    private final RandomValues values;
    private final RandomBlocks blocks;

    public RandomSpecifications(RandomValues values) {
        this.values = values;
        this.blocks = new RandomBlocks(values);
    }

    public ChainSpecification specification() {
        ContractCollection collection = collection();
        return new ChainSpecification(
                ChainSpecification.FORMAT,
                values.letters(ChainSpecification.NAME_LENGTH_MAX),
                values.identifier(),
                values.letters(AddressText.PREFIX_LENGTH_MAX),
                values.timestamp(),
                consensus(),
                collection,
                updateRule(),
                values.list(ChainSpecification.PARENTS_MAX, this::parentChain),
                indexing(),
                limits(),
                fees(),
                collection.contracts().isEmpty()
                        ? List.of()
                        : values.list(
                                3,
                                () -> new GenesisCall(
                                        values.oneOf(collection.contracts()).name(),
                                        values.member(),
                                        values.bytes(300))));
    }

    public ConsensusChoice consensus() {
        return new ConsensusChoice(
                values.identifier(),
                values.bytes(300),
                values.between(ConsensusChoice.SLOT_MILLIS_MIN, ConsensusChoice.SLOT_MILLIS_MAX));
    }

    public ContractCollection collection() {
        List<SystemContract> contracts = values.ascendingBy(SystemContract::name, 4, this::systemContract);
        return new ContractCollection(
                contracts,
                values.ascendingBy(ExtensionRule::id, 3, this::extensionRule),
                role(contracts),
                role(contracts),
                role(contracts),
                values.ascending(4, () -> values.upTo(200)),
                contracts.isEmpty()
                        ? List.of()
                        : values.ascendingBy(InherentRule::kind, 3, () -> inherentRule(contracts)),
                values.ascending(3, values::identifier));
    }

    private InherentRule inherentRule(List<SystemContract> contracts) {
        return new InherentRule(
                values.identifier(), values.oneOf(contracts).name(), values.oneOf(List.of("FollowChild", "Take2")));
    }

    public InherentRule inherentRule() {
        return inherentRule(List.of(systemContract()));
    }

    private String role(List<SystemContract> contracts) {
        return contracts.isEmpty() || values.chance(30)
                ? ""
                : values.oneOf(contracts).name();
    }

    public SystemContract systemContract() {
        return new SystemContract(
                values.identifier(),
                values.positiveInt(),
                values.upTo(Integer.MAX_VALUE),
                values.hash(),
                values.bytes(300),
                values.bytes(300));
    }

    public ExtensionRule extensionRule() {
        return new ExtensionRule(values.identifier(), values.chance(50));
    }

    public UpdateRule updateRule() {
        return new UpdateRule(
                (int) values.between(UpdateRule.PERCENT_MIN, UpdateRule.PERCENT_MAX),
                values.between(1, UpdateRule.BLOCKS_MAX),
                values.between(1, UpdateRule.BLOCKS_MAX));
    }

    public ParentChain parentChain() {
        ChainId chainId = values.chainId();
        return new ParentChain(chainId, values.identifier(), blocks.headerOf(chainId), blocks.producerSet());
    }

    public IndexingPolicy indexing() {
        return new IndexingPolicy(values.upTo(IndexingPolicy.CHILDREN_MAX));
    }

    public Limits limits() {
        return new Limits(
                values.between(1, Transaction.BYTES_MAX),
                values.between(1, Limits.BLOCK_BYTES_MAX),
                (int) values.between(1, Body.TRANSACTIONS_MAX),
                (int) values.between(1, Transaction.AUTHORIZATIONS_MAX),
                values.between(1, Long.MAX_VALUE),
                values.between(1, Long.MAX_VALUE),
                (int) values.between(1, Limits.CALL_DEPTH_MAX),
                (int) values.between(1, SystemContract.CODE_BYTES_MAX),
                (int) values.between(1, Limits.VALUE_BYTES_MAX),
                (int) values.between(1, Receipt.EVENTS_MAX),
                (int) values.between(1, Body.INHERENTS_MAX),
                (int) values.between(1, Header.BYTES_MAX));
    }

    public FeeRule fees() {
        return new FeeRule(values.amount(), costs(), values.amount());
    }

    public CostTable costs() {
        return new CostTable(
                cost(), cost(), cost(), cost(), cost(), cost(), cost(), cost(), cost(), cost(), cost(), cost());
    }

    private long cost() {
        return values.between(0, CostTable.COST_MAX);
    }

    public GenesisCall genesisCall() {
        return new GenesisCall(values.identifier(), values.member(), values.bytes(300));
    }
}
