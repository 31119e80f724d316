package org.banyan.core.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.banyan.core.execution.TransactionRule;
import org.banyan.core.peers.PeerRule;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;

/** Transactions: those that were handed in here go to all peers at once, those of others are named to who may lack them. */
final class TransactionRelay {
    /** Envelopes of one frame, with room for what is around them. */
    private static final int FRAME_BYTES = Frame.PAYLOAD_BYTES_MAX - 16 * 1024;

    /** Answer to one request. */
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    /** What costs a peer points: no honest node passes it on. */
    private static final List<RuleId> INEXCUSABLE = List.of(
            TransactionRule.TX_MALFORMED.id(),
            TransactionRule.TX_TOO_LARGE.id(),
            TransactionRule.TX_UNKNOWN_FAMILY.id(),
            TransactionRule.TX_WRONG_CHAIN.id(),
            TransactionRule.TX_SIGNATURE_NOT_CANONICAL.id(),
            TransactionRule.TX_SIGNATURE_INVALID.id());

    private final long envelopeBytes;
    private final Inventory inventory;
    private final Outbox outbox;
    private final List<Long> pushed = new ArrayList<>();
    private final List<Long> announced = new ArrayList<>();
    private final TransactionRequests requests;

    /** @param envelopeBytes largest envelope of this chain */
    TransactionRelay(long envelopeBytes, Inventory inventory, Outbox outbox) {
        this.envelopeBytes = envelopeBytes;
        this.inventory = inventory;
        this.outbox = outbox;
        this.requests = new TransactionRequests(outbox);
    }

    /** The pool took one. */
    void admitted(Bytes envelope) {
        long id = inventory.shortId(envelope);
        requests.forget(id);
        if (inventory.admit(id, envelope)) {
            (inventory.isFromPeers(id) ? announced : pushed).add(id);
        }
    }

    /** Sends what was handed in here since the last time. */
    void flush(Collection<ChainPeer> peers) {
        if (!pushed.isEmpty()) {
            peers.forEach(peer -> push(peer.id(), inventory.newTo(peer.id(), pushed), Long.MAX_VALUE));
            pushed.clear();
        }
    }

    private void push(NodeId to, List<Long> ids, long bytesMax) {
        List<Bytes> frame = new ArrayList<>();
        long frameBytes = 0;
        long bytes = 0;
        for (long id : ids) {
            Bytes envelope = inventory.find(id).orElse(Bytes.EMPTY);
            if (envelope.isEmpty() || bytes + envelope.size() > bytesMax) {
                continue;
            }
            boolean full = frameBytes + envelope.size() > FRAME_BYTES || frame.size() == TransactionNews.ENVELOPES_MAX;
            if (full && !frame.isEmpty()) {
                outbox.transactions(to, new TransactionNews(frame, List.of(), List.of()));
                frame.clear();
                frameBytes = 0;
            }
            frame.add(envelope);
            frameBytes += envelope.size() + 4;
            bytes += envelope.size();
            inventory.heldBy(id, to);
        }
        if (!frame.isEmpty()) {
            outbox.transactions(to, new TransactionNews(frame, List.of(), List.of()));
        }
    }

    /** Names what came from others since the last time, and asks again for what did not come. */
    void tick(Collection<ChainPeer> peers) {
        inventory.tick();
        requests.tick(peers);
        for (int from = 0; from < announced.size(); from += TransactionNews.IDS_MAX) {
            List<Long> some = announced.subList(from, Math.min(announced.size(), from + TransactionNews.IDS_MAX));
            for (ChainPeer peer : peers) {
                List<Long> fresh = inventory.newTo(peer.id(), some);
                if (!fresh.isEmpty()) {
                    outbox.transactions(peer.id(), new TransactionNews(List.of(), fresh, List.of()));
                }
            }
        }
        announced.clear();
    }

    // From peers

    void left(NodeId peer) {
        requests.left(peer);
        inventory.left(peer);
    }

    void received(NodeId from, TransactionNews news) {
        offer(from, news.envelopes());
        List<Long> lacking = new ArrayList<>();
        for (long id : news.known()) {
            if (inventory.knows(id)) {
                inventory.heldBy(id, from);
            } else if (!inventory.isRefused(id)) {
                lacking.add(id);
            }
        }
        requests.named(from, lacking);
        push(from, news.wanted(), ANSWER_BYTES_MAX);
    }

    private void offer(NodeId from, List<Bytes> envelopes) {
        List<Bytes> fresh = new ArrayList<>();
        for (Bytes envelope : envelopes) {
            if (envelope.size() > envelopeBytes) {
                outbox.broke(
                        from,
                        PeerRule.TRANSACTION,
                        "a transaction of " + envelope.size() + " bytes, more than " + envelopeBytes);
                return;
            }
            long id = inventory.shortId(envelope);
            requests.delivered(from, id);
            if (inventory.knows(id)) {
                inventory.heldBy(id, from);
            } else if (inventory.offer(id, from)) {
                fresh.add(envelope);
            }
        }
        if (!fresh.isEmpty()) {
            outbox.add(new ChainEffect.Submit(from, fresh));
        }
    }

    void judged(NodeId from, List<Bytes> envelopes, List<Verdict> verdicts) {
        for (int i = 0; i < envelopes.size(); i++) {
            long id = inventory.shortId(envelopes.get(i));
            inventory.judged(id);
            requests.forget(id);
            if (i < verdicts.size() && verdicts.get(i) instanceof Verdict.Rejected) {
                inventory.refuse(id);
            }
        }
        verdicts.stream()
                .filter(verdict ->
                        verdict instanceof Verdict.Rejected rejected && INEXCUSABLE.contains(rejected.rule()))
                .findFirst()
                .ifPresent(verdict -> outbox.broke(from, PeerRule.TRANSACTION, verdict.toString()));
    }
}
