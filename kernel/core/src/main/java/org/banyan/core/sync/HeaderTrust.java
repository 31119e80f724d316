package org.banyan.core.sync;

import java.util.Iterator;
import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CodecException;

/**
 * What headers that were received say for themselves before their bodies are fetched. The consensus state that judges a header is known on stored parents alone,
 * so two things are looked at: the seal of the first header, and certificates of the producer set that this node knows, which speak for all headers below them.
 */
final class HeaderTrust {
    /** Bodies of headers that no known quorum speaks for, on their way at once: what somebody without a quorum can make this node fetch. */
    static final int UNCERTIFIED_MAX = 4;

    /** Certificates that are looked at for one final block and one answer: each costs a signature check per producer. */
    static final int LOOKS_MAX = 4;

    private final ChainSource source;

    HeaderTrust(ChainSource source) {
        this.source = source;
    }

    /** The seal of the first header whose block is not stored. */
    Verdict seal(SyncSession active) {
        if (active.queue.isEmpty()) {
            return Verdict.ACCEPTED;
        }
        SealedHeader first = active.queue.getFirst().sealed();
        return source.checkSeal(
                first.header(),
                new Witness(first.witness().entries().stream()
                        .filter(entry -> entry.kind().equals(WitnessEntry.SIGNATURE))
                        .toList()));
    }

    /** Up to where a quorum speaks for the headers that wait. Looks again when the final block moved or headers came. */
    Height certified(SyncSession active) {
        var finalBlock = Optional.of(source.standing().finalBlock());
        if (!finalBlock.equals(active.looked)) {
            active.looked = finalBlock;
            look(active);
        }
        return active.certified;
    }

    private void look(SyncSession active) {
        Iterator<SyncSession.Item> highestFirst = active.queue.descendingIterator();
        int looks = 0;
        while (highestFirst.hasNext() && looks < LOOKS_MAX) {
            SyncSession.Item item = highestFirst.next();
            if (item.sealed().header().height().compareTo(active.certified) <= 0) {
                return;
            }
            for (Bytes payload : item.sealed().witness().payloads(WitnessEntry.CERTIFICATE)) {
                if (looks++ < LOOKS_MAX && isCertified(item, payload)) {
                    active.certified = item.sealed().header().height();
                    return;
                }
            }
        }
    }

    private boolean isCertified(SyncSession.Item item, Bytes payload) {
        try {
            Certificate certificate = Certificate.CODEC.decode(payload);
            return certificate.block().equals(item.id())
                    && certificate.height().equals(item.sealed().header().height())
                    && source.isCertified(certificate);
        } catch (CodecException malformed) {
            return false; // the engine judges it when the block is there
        }
    }
}
