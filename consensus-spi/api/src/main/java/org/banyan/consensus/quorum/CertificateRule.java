package org.banyan.consensus.quorum;

import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;

/** What one producer set's certificates must fulfil. Implemented by plug-ins that add fields of their own to {@link Quorum}. */
@FunctionalInterface
public interface CertificateRule {
    Verdict check(Certificate certificate);
}
