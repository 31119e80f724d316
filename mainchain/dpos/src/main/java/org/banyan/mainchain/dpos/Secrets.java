package org.banyan.mainchain.dpos;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.SignRequest;
import org.banyan.types.Hash;
import org.banyan.types.block.Header;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/**
 * The in-values of one delegate: hashes of a round and a seed. The seed is a signature of the delegate's own key over an object that never changes, so that a
 * restarted node reveals what it committed to before; it never leaves this object. Needs a scheme whose signatures are deterministic, as all of ours are.
 */
final class Secrets {
    private final DposChain chain;
    private final PublicKey key;
    private Optional<Hash> seed = Optional.empty();
    private boolean asked;

    Secrets(DposChain chain, PublicKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** Asks the guard for the seed, once. */
    List<AgentEffect> ask() {
        if (asked) {
            return List.of();
        }
        asked = true;
        return List.of(new AgentEffect.Sign(new SignRequest(
                SignatureType.SEED,
                0,
                0,
                Header.genesisParent(chain.id()),
                chain.values().seedObject(key))));
    }

    void onSigned(AgentEvent.Signed signed) {
        seed = Optional.of(chain.values().seed(signed.signature()));
    }

    boolean isReady() {
        return seed.isPresent();
    }

    /** The in-value that this delegate commits to in {@code round}. */
    Hash of(long round) {
        return chain.values().secret(seed.orElseThrow(), round);
    }
}
