package org.banyan.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.banyan.crosschain.ChainAccess;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.crypto.HashFunction;

/** What others trust of a chain to start from. */
final class Anchors {
    /** How far below the final block a certificate of its own is looked for. */
    static final int DEPTH_MAX = 256;

    private Anchors() {}

    /** At the newest final block that was certified itself, so that others can check the anchor too; else at genesis. */
    static Checkpoint newest(ChainAccess chain) {
        Height height = certified(chain, any -> true).orElse(Height.GENESIS);
        return new Checkpoint(chain.header(height), chain.producers(height));
    }

    /** The newest final header that is certified by the very set that it commits to, so that it leans on nothing before it. */
    static Optional<CertifiedHeader> renewal(ChainAccess chain, HashFunction hash) {
        return certified(
                        chain,
                        certificate -> certificate
                                .producerSet()
                                .equals(chain.producers(certificate.height()).id(hash)))
                .map(height -> new CertifiedHeader(
                        chain.header(height),
                        chain.certificate(height).orElseThrow(),
                        Optional.of(chain.producers(height)),
                        List.of()));
    }

    private static Optional<Height> certified(ChainAccess chain, Predicate<Certificate> fits) {
        Height height = chain.finalHeight();
        for (int depth = 0; depth < DEPTH_MAX && !height.isGenesis(); depth++) {
            if (chain.certificate(height).filter(fits).isPresent()) {
                return Optional.of(height);
            }
            height = height.minus(1);
        }
        return Optional.empty();
    }
}
