package org.banyan.core.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.peers.Standing;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Sha256;

/** A chain of blocks without rules but one: the body root is the hash of the body. All but the newest two blocks are final. */
final class FakeChain implements ChainSource {
    static final ChainId ID = new ChainId(new Hash(1, 2, 3, 4));
    static final HashFunction HASH = Sha256.INSTANCE;

    private final Map<BlockId, Block> blocks = new LinkedHashMap<>();
    private final List<BlockId> main = new ArrayList<>();

    /** Whether every tenth block has a certificate beside it. */
    boolean certifies;

    /** Whether seals of others are good. */
    boolean seals = true;

    /** Whether blocks are refused as if they were badly sealed. */
    boolean refuses;

    /** Below it there are headers alone. */
    long bodiesFrom;

    private final int votes;

    FakeChain() {
        this(0);
    }

    /** Blocks have so many votes beside their signature. */
    FakeChain(int votes) {
        this.votes = votes;
        add(block(0, Header.genesisParent(ID), List.of()));
    }

    static Block block(long height, BlockId parent, List<Bytes> transactions) {
        Body body = new Body(List.of(), transactions);
        Header header = new Header(
                1,
                ID,
                new Height(height),
                parent,
                new Timestamp(1000 * height),
                rootOf(body),
                zero(),
                zero(),
                zero(),
                List.of());
        return new Block(header, body);
    }

    private static Hash zero() {
        return new Hash(0, 0, 0, 0);
    }

    private static Hash rootOf(Body body) {
        return HASH.hash(org.banyan.types.crypto.Tag.LEAF, Body.CODEC.encode(body));
    }

    BlockId add(Block block) {
        BlockId id = block.header().id(HASH);
        blocks.put(id, block);
        main.add(id);
        return id;
    }

    /** Blocks of {@code bytes} each, on top. */
    FakeChain grow(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            byte[] transaction = new byte[bytes];
            transaction[0] = (byte) main.size();
            add(block(main.size(), main.getLast(), List.of(Bytes.wrap(transaction))));
        }
        return this;
    }

    ImportOutcome take(Block block) {
        if (!rootOf(block.body()).equals(block.header().bodyRoot())) {
            return new ImportOutcome.Rejected(new org.banyan.types.Verdict.Rejected(
                    org.banyan.core.chain.BlockRule.BODY_ROOT.id(), "another body"));
        }
        if (refuses) {
            return new ImportOutcome.Rejected(
                    new org.banyan.types.Verdict.Rejected(org.banyan.core.chain.BlockRule.BODY_STATE.id(), "refused"));
        }
        if (blocks.containsKey(block.header().id(HASH))) {
            return new ImportOutcome.Known(block.header().id(HASH));
        }
        return block.header().parent().equals(main.getLast())
                ? new ImportOutcome.Imported(add(block))
                : new ImportOutcome.MissingParent(block.header().parent());
    }

    List<BlockId> ids() {
        return List.copyOf(main);
    }

    BlockId head() {
        return main.getLast();
    }

    @Override
    public Standing standing() {
        int last = main.size() - 1;
        int finals = Math.max(0, last - 2);
        return new Standing(
                main.getLast(), new Height(last), main.get(finals), new Height(finals), new Height(bodiesFrom));
    }

    @Override
    public Optional<Header> header(BlockId id) {
        return Optional.ofNullable(blocks.get(id)).map(Block::header);
    }

    @Override
    public Optional<Block> block(BlockId id) {
        return Optional.ofNullable(blocks.get(id))
                .filter(block -> block.header().height().value() >= bodiesFrom);
    }

    /** A certificate of the set that all of these chains know. */
    static Certificate certificate(BlockId id, Height height) {
        return new Certificate(ID, height, id, zero(), Bytes.EMPTY, List.of());
    }

    @Override
    public Witness witness(BlockId id) {
        Header header = header(id).orElseThrow();
        Witness witness =
                Witness.of(new WitnessEntry(WitnessEntry.SIGNATURE, id.hash().bytes()));
        for (int i = 0; i < votes; i++) {
            witness = witness.merge(Witness.of(new WitnessEntry(WitnessEntry.VOTE, Bytes.wrap(new byte[] {(byte) i}))));
        }
        return certifies && header.height().value() % 10 == 0
                ? Witness.of(new WitnessEntry(
                                WitnessEntry.CERTIFICATE, Certificate.CODEC.encode(certificate(id, header.height()))))
                        .merge(witness)
                : witness;
    }

    @Override
    public Verdict checkSeal(Header header, Witness witness) {
        return seals
                ? Verdict.ACCEPTED
                : Verdict.rejected(org.banyan.core.chain.BlockRule.HEADER_TIME.id(), "a bad seal");
    }

    @Override
    public boolean isCertified(Certificate certificate) {
        return certificate.producerSet().equals(zero());
    }

    @Override
    public Optional<BlockId> finalAt(Height height) {
        return height.compareTo(standing().finalHeight()) <= 0
                ? Optional.of(main.get((int) height.value()))
                : Optional.empty();
    }
}
