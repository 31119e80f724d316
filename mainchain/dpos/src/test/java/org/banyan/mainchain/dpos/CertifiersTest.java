package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.finality.FinalityRules;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.junit.jupiter.api.Test;

/** Who certifies what around a change of the delegates. */
class CertifiersTest {
    @Test
    void nobody_certifies_before_the_election_is_final() {
        Walk walk = new Walk(new DposParameters(Samples.FOUR.set(), 2, Growth.FREE, 1_000, 90_000, 80_000, List.of()));
        walk.until(5).finalAfter(3);
        assertThat(refusal(walk)).isNotEqualTo(FinalityRules.UNSETTLED.text());
        walk.step(Optional.of(Elections.approved(walk.parameters(), Samples.FOUR, 2, Samples.NEXT.set())));
        for (long slot = 7; slot <= 8; slot++) {
            assertThat(refusal(walk)).isEqualTo(FinalityRules.UNSETTLED.text());
            walk.until(slot);
        }
        walk.until(9);
        assertThat(refusal(walk)).isNotEqualTo(FinalityRules.UNSETTLED.text());
    }

    /** The rule by which a certificate without votes is refused. */
    private static String refusal(Walk walk) {
        Certificate certificate = new Certificate(
                walk.chain().id(),
                new Height(walk.height() + 1),
                new BlockId(new Hash(1, 1, 1, 1)),
                walk.state().producers().id(Walk.SUITE.hash()),
                Bytes.EMPTY,
                List.of());
        return ((Verdict.Rejected) walk.state().checkCertificate(certificate))
                .rule()
                .text();
    }
}
