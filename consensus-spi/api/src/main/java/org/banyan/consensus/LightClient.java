package org.banyan.consensus;

import java.util.Optional;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;

/**
 * Follows a chain by headers and certificates, without bodies or state. Immutable: {@link #follow} answers a new client.
 *
 * <p>Source: aelf whitepaper 5.2.7 (verifiable from the header only), 5.3.4; DESIGN.md 5.
 */
public interface LightClient {
    /** The latest certified header and the set that certifies its children. */
    Checkpoint latest();

    /**
     * Moves to {@code header}, a later block certified by {@code certificate}.
     *
     * @param nextSet the set that certifies the header's children, in full; needed when it is not the current one
     */
    Step follow(Header header, Certificate certificate, Optional<ProducerSet> nextSet);

    /** Whether a quorum of the set that certifies the latest header's children made this certificate, of whatever block of the chain. */
    Verdict certifies(Certificate certificate);

    /** Whether the two certificates prove that a quorum of one set signed conflicting blocks. */
    Verdict provesMisbehaviour(Certificate one, Certificate other);

    /** The client after an accepted header, or this one beside the reason of refusal. */
    record Step(LightClient next, Verdict verdict) {}
}
