package org.banyan.consensus.bft;

import java.util.Optional;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.SignRequest;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/**
 * What this key signed last, and so what it may still sign. Statements rise by (height, view, phase): after a view change nothing can be said in earlier views
 * any more, also after a restart.
 */
final class Signatures {
    private final Optional<PublicKey> key;
    private Optional<SignRequest> lastStatement;
    private Optional<SignRequest> lastSeal;
    private Optional<String> stopped = Optional.empty();

    Signatures(AgentSetup setup) {
        this.key = setup.producer();
        this.lastStatement = Optional.ofNullable(setup.lastSigned().get(SignatureType.VOTE));
        this.lastSeal = Optional.ofNullable(setup.lastSigned().get(SignatureType.BLOCK));
    }

    Optional<PublicKey> key() {
        return key;
    }

    /** Signs nothing until a restart. */
    void stop(String why) {
        if (stopped.isEmpty()) {
            stopped = Optional.of(why);
        }
    }

    Optional<String> stopped() {
        return stopped;
    }

    Optional<SignRequest> lastStatement() {
        return lastStatement;
    }

    boolean mayState(Height height, Phase phase, long view) {
        return stopped.isEmpty() && isAfter(lastStatement, height.value(), phase.minor(view));
    }

    boolean maySeal(Height height, long view) {
        return stopped.isEmpty() && isAfter(lastSeal, height.value(), view);
    }

    AgentEffect state(Height height, Statement statement, BlockId block, Hash object) {
        SignRequest request = new SignRequest(
                SignatureType.VOTE, height.value(), statement.phase().minor(statement.view()), block, object);
        lastStatement = Optional.of(request);
        return new AgentEffect.Sign(request);
    }

    AgentEffect seal(Height height, long view, BlockId block) {
        SignRequest request = new SignRequest(SignatureType.BLOCK, height.value(), view, block, block.hash());
        lastSeal = Optional.of(request);
        return new AgentEffect.Sign(request);
    }

    /** Whether a statement with this key's signature can be one that this agent asked for. */
    boolean knows(Message message) {
        return !isAfter(lastStatement, message.height().value(), message.phase().minor(message.view()));
    }

    /** Whether this key sealed the block last of all. */
    boolean lastSealIs(BlockId block) {
        return lastSeal.filter(seal -> seal.block().equals(block)).isPresent();
    }

    /** The same of a block that this key sealed. */
    boolean knowsSeal(Height height, long view) {
        return !isAfter(lastSeal, height.value(), view);
    }

    private static boolean isAfter(Optional<SignRequest> last, long major, long minor) {
        return last.isEmpty()
                || major > last.get().major()
                || major == last.get().major() && minor > last.get().minor();
    }
}
