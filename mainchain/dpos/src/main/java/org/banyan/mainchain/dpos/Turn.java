package org.banyan.mainchain.dpos;

import java.util.Optional;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.PublicKey;

/**
 * The next slot in which a delegate may build on a head, or the one from which on to look again.
 *
 * @param reason why it does not build before
 */
record Turn(long slot, boolean isMine, String reason) {
    /** Looks through the rest of this round and the next one; further orders depend on blocks that are not built yet. */
    static Turn next(DposChain chain, DposState state, PublicKey key, long earliest) {
        Optional<Timestamp> out = Optional.empty();
        boolean serves = false;
        long slot = earliest;
        long last = earliest + 2L * (state.content().size() + 1);
        while (slot <= last) {
            HeaderRules rules = state.at(slot);
            if (rules.producer(slot).key().equals(key)) {
                serves = true;
                Delegate delegate = rules.entered().delegates().get(rules.position(slot));
                if (!delegate.isOut(chain.slots().start(slot))) {
                    return new Turn(slot, true, waiting(rules.entered().size()));
                }
                out = Optional.of(delegate.outUntil());
            }
            slot++;
        }
        return new Turn(slot, false, reason(state, key, out, serves));
    }

    private static String waiting(int delegates) {
        return delegates == 1
                ? "waiting for the next slot"
                : "waiting for its next slot, one or two in " + (delegates + 1);
    }

    private static String reason(DposState state, PublicKey key, Optional<Timestamp> out, boolean serves) {
        if (out.isPresent()) {
            return "its slots are taken from it until " + out.get()
                    + ", for blocks that it missed or built twice; see docs/spec/dpos.md, M1 to M4";
        }
        boolean elected = state.producers().producers().stream()
                .anyMatch(producer -> producer.key().equals(key));
        return elected && !serves
                ? "it is elected, and its term has not begun"
                : "the key is not of a delegate in office";
    }
}
