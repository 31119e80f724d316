package org.banyan.simulation.liar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.simulation.node.PeerMessage.Sealed;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Tag;
import org.banyan.types.transaction.SignedTransaction;

/** Blocks that break a rule, under a genuine seal of their producer: every sound node has to refuse them, and none of them to stumble. */
final class SpoiledBlocks {
    private static final long HOUR_MILLIS = 3_600_000;

    private final Liar liar;

    SpoiledBlocks(Liar liar) {
        this.liar = liar;
    }

    /** What is told in the place of an own block: the block itself, or a spoiled one. */
    Sealed instead(Sealed block) {
        if (liar.tells(Lie.WRONG_STATE, 3)) {
            liar.note("seals a wrong state root");
            Header header = block.block().header();
            Hash otherState = hash().hash(Tag.CONTRACT_DATA, header.stateRoot().bytes());
            return condemned(
                    "a wrong state root",
                    sealed(
                            changed(header, header.time(), header.bodyRoot(), otherState),
                            block.block().body()));
        }
        if (liar.tells(Lie.WRONG_TIME, 3)) {
            liar.note("seals a wrong time");
            Header header = block.block().header();
            return sealed(
                    changed(header, wrongTime(header.time()), header.bodyRoot(), header.stateRoot()),
                    block.block().body());
        }
        if (liar.tells(Lie.OVERFULL, 3)) {
            liar.note("seals too much");
            return condemned("more than a block may carry", overfull(block));
        }
        if (liar.tells(Lie.FALSE_EVIDENCE, 3)) {
            Optional<Sealed> accusing = accusing(block);
            if (accusing.isPresent()) {
                liar.note("accuses who did nothing");
                return condemned("evidence against who did nothing", accusing.get());
            }
        }
        if (liar.tells(Lie.WRONG_SEAL, 3)) {
            liar.note("sends a wrong seal");
            Bytes seal = liar.guard()
                    .sign(SignatureType.APPROVAL, header(block).id(hash()).hash());
            return new Sealed(block.block(), Witness.of(QuorumWitness.seal(seal)));
        }
        if (liar.tells(Lie.OTHER_BODY, 3)) {
            liar.note("sends another body");
            Body other = new Body(
                    List.of(new Inherent("rumour", Bytes.utf8("nothing"))),
                    block.block().body().transactions());
            return new Sealed(new Block(block.block().header(), other), block.witness());
        }
        return block;
    }

    private Sealed condemned(String wrong, Sealed block) {
        liar.condemn(header(block).id(hash()), wrong);
        return block;
    }

    /** The block with evidence that the producer of its parent sealed another one beside it: under the liar's seal. Everything else of it is sound. */
    private Optional<Sealed> accusing(Sealed block) {
        Header header = header(block);
        return liar.engine().flatMap(engine -> {
            Optional<Header> parent = engine.store().block(header.parent()).map(Block::header);
            Optional<Bytes> seal = engine.witness(header.parent())
                    .flatMap(witness ->
                            witness.payloads(WitnessEntry.SIGNATURE).stream().findFirst());
            if (parent.isEmpty() || seal.isEmpty() || parent.get().height().isGenesis()) {
                return Optional.empty();
            }
            Header beside = changed(
                    parent.get(),
                    parent.get().time(),
                    hash().hash(Tag.CONTRACT_DATA, parent.get().bodyRoot().bytes()),
                    parent.get().stateRoot());
            Bytes besideSeal =
                    liar.guard().sign(SignatureType.BLOCK, beside.id(hash()).hash());
            ConsensusExtension plain = header.extension(ConsensusExtension.ID)
                    .map(ConsensusExtension.CODEC::decode)
                    .orElseThrow();
            return liar.forger()
                    .accusing(liar.signer(), plain.data(), parent.get(), seal.get(), beside, besideSeal)
                    .map(data -> sealed(
                            with(header, new ConsensusExtension(plain.stateHash(), plain.producerSet(), data)),
                            block.block().body()));
        });
    }

    private static Header with(Header header, ConsensusExtension consensus) {
        List<HeaderExtension> extensions = header.extensions().stream()
                .map(extension -> extension.id().equals(ConsensusExtension.ID) ? consensus.toExtension() : extension)
                .toList();
        return new Header(
                header.version(),
                header.chainId(),
                header.height(),
                header.parent(),
                header.time(),
                header.bodyRoot(),
                header.receiptsRoot(),
                header.stateRoot(),
                header.historyRoot(),
                extensions);
    }

    private Timestamp wrongTime(Timestamp right) {
        return switch (liar.random().nextInt(5)) {
            case 0 -> right.plusMillis(1);
            case 1 -> new Timestamp(Math.max(0, right.millis() - 8 * liar.slotMillis()));
            case 2 -> right.plusMillis(HOUR_MILLIS);
            case 3 -> right.plusMillis(ownTurnMillis());
            default -> right.plusMillis(liar.slotMillis());
        };
    }

    /** Until a later turn of its own, where producers take turns: nothing but the clock speaks against that block. */
    private long ownTurnMillis() {
        int producers = liar.definition().consensus().genesis().producers().size();
        return producers * liar.slotMillis() * (1 + liar.random().nextInt(50));
    }

    /** More inherents than any block may have, or its transactions twice; the header commits to them. */
    private Sealed overfull(Sealed block) {
        Body body = block.block().body();
        List<Inherent> inherents = new ArrayList<>(body.inherents());
        List<Bytes> transactions = new ArrayList<>(body.transactions());
        if (transactions.isEmpty() || liar.random().nextBoolean()) {
            int most = liar.definition().rules().specification().limits().inherents();
            inherents.addAll(Collections.nCopies(most + 1, new Inherent("rumour", Bytes.utf8("much"))));
        } else {
            transactions.addAll(body.transactions());
        }
        List<SignedTransaction> signed = transactions.stream()
                .map(raw -> SignedTransaction.decode(raw, hash()))
                .toList();
        Header header = block.block().header();
        Hash bodyRoot = BodyRoot.of(inherents, signed, hash());
        return sealed(changed(header, header.time(), bodyRoot, header.stateRoot()), new Body(inherents, transactions));
    }

    private static Header header(Sealed block) {
        return block.block().header();
    }

    private static Header changed(Header header, Timestamp time, Hash bodyRoot, Hash stateRoot) {
        return new Header(
                header.version(),
                header.chainId(),
                header.height(),
                header.parent(),
                time,
                bodyRoot,
                header.receiptsRoot(),
                stateRoot,
                header.historyRoot(),
                header.extensions());
    }

    private Sealed sealed(Header header, Body body) {
        Bytes seal = liar.guard().sign(SignatureType.BLOCK, header.id(hash()).hash());
        return new Sealed(new Block(header, body), Witness.of(QuorumWitness.seal(seal)));
    }

    private HashFunction hash() {
        return liar.definition().rules().suite().hash();
    }
}
