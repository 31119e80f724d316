package org.banyan.contract;

import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.block.Producer;

/**
 * Whom the rules of this chain's consensus convict. Only the kernel's own calls at block start can ask: what a verdict rests on is the block that is being
 * executed. Metered by bytes and signatures. Source: aelf whitepaper 4.2.4; {@code docs/spi/evidence.md}.
 */
public interface Offences {
    /** What calls outside blocks get. */
    Offences NONE = new Offences() {
        @Override
        public Judged judge(OffenceReport report) {
            return new Judged.Refused(new Verdict.Rejected(
                    new RuleId("EVID-7"), "offences are judged at the start of a block, by nobody else"));
        }

        @Override
        public long windowMillis() {
            return 0;
        }
    };

    /** Whether the report proves an offence that still counts in this block. The same on every node. */
    Judged judge(OffenceReport report);

    /** How long an offence can be proven, in milliseconds of block time. */
    long windowMillis();

    sealed interface Judged {
        /**
         * @param producer as in the set of the report
         * @param offence what it did, in the words of the consensus, such as {@code double-production}
         * @param at when it did so
         */
        record Guilty(Producer producer, String offence, Timestamp at) implements Judged {}

        record Refused(Verdict.Rejected verdict) implements Judged {}
    }
}
