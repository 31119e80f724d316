package org.banyan.types.generators;

import java.util.List;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.transaction.Transaction;

/** Random blocks, certificates and producer sets. */
public final class RandomBlocks {
    private final RandomValues values;
    private final RandomTransactions transactions;

    public RandomBlocks(RandomValues values) {
        this.values = values;
        this.transactions = new RandomTransactions(values);
    }

    public Header header() {
        return headerOf(values.chainId());
    }

    public Header headerOf(ChainId chainId) {
        Height height = values.height();
        BlockId parent = height.isGenesis() ? Header.genesisParent(chainId) : values.blockId();
        return new Header(
                values.positiveInt(),
                chainId,
                height,
                parent,
                values.timestamp(),
                values.hash(),
                values.hash(),
                values.hash(),
                values.hash(),
                values.ascendingBy(HeaderExtension::id, 4, this::headerExtension));
    }

    public HeaderExtension headerExtension() {
        return new HeaderExtension(values.identifier(), values.bytes(300));
    }

    public ConsensusExtension consensusExtension() {
        return new ConsensusExtension(values.hash(), values.hash(), values.bytes(300));
    }

    public Inherent inherent() {
        return new Inherent(values.identifier(), values.bytes(500));
    }

    public Body body() {
        return new Body(
                values.list(4, this::inherent),
                values.list(6, () -> Transaction.CODEC.encode(transactions.transaction())));
    }

    public Block block() {
        return new Block(header(), body());
    }

    public WitnessEntry witnessEntry() {
        return new WitnessEntry(
                values.oneOf(List.of(WitnessEntry.SIGNATURE, WitnessEntry.VOTE, WitnessEntry.CERTIFICATE)),
                values.bytes(300));
    }

    public Witness witness() {
        return new Witness(values.ascending(5, this::witnessEntry));
    }

    public Certificate certificate() {
        return new Certificate(
                values.chainId(),
                values.height(),
                values.blockId(),
                values.hash(),
                values.bytes(100),
                values.ascendingBy(VoteSignature::position, 5, this::voteSignature));
    }

    public Checkpoint checkpoint() {
        return new Checkpoint(header(), producerSet());
    }

    public OffenceReport offenceReport() {
        return new OffenceReport(checkpoint(), values.bytes(300));
    }

    public CertifiedHeader certifiedHeader() {
        return new CertifiedHeader(
                header(), certificate(), values.maybe(this::producerSet), values.list(20, values::hash));
    }

    public IndexLeaf indexLeaf() {
        return IndexLeaf.of(header(), values.blockId());
    }

    public ParentHeaders parentHeaders() {
        List<ParentHeaders.Entry> entries =
                values.ascendingBy(entry -> entry.chainId().hash(), 4, this::parentHeader);
        return new ParentHeaders(entries.isEmpty() ? List.of(parentHeader()) : entries);
    }

    public ParentHeaders.Entry parentHeader() {
        return new ParentHeaders.Entry(values.chainId(), values.height(), values.blockId());
    }

    public VoteSignature voteSignature() {
        return new VoteSignature(values.upTo(ProducerSet.PRODUCERS_MAX - 1), values.bytes(100));
    }

    public ProducerSet producerSet() {
        List<Producer> producers = values.ascendingBy(Producer::address, 6, this::producer);
        return new ProducerSet(producers.isEmpty() ? List.of(producer()) : producers);
    }

    public Producer producer() {
        return new Producer(
                values.address(),
                new PublicKey(values.positiveInt(), values.bytes(100)),
                values.between(1, Long.MAX_VALUE / 8));
    }
}
