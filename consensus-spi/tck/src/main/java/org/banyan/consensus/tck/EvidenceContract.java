package org.banyan.consensus.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.Judgement;
import org.banyan.consensus.TimedLightClient;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Checkpoint;
import org.junit.jupiter.api.Test;

/** Rules of evidence and its verdict: C22 to C26. */
public interface EvidenceContract extends ConsensusSubject {
    /** Bytes of one evidence that are altered, spread over all of it. */
    int ALTERED_MAX = 400;

    /** Where the header stands that shows who served. */
    Height SERVED = new Height(40);

    /** Blocks that a second such header is later. */
    long LATER = 100_000;

    @Test
    default void c22_evidence_convicts_its_offender_alone_or_the_plug_in_says_that_it_knows_none() {
        Consensus consensus = consensus();
        for (int accused = 0; accused < producers(); accused++) {
            EvidenceScene scene = scene().accusing(accused);
            for (Offence offence : offences(scene)) {
                assertThat(consensus.judge(scene.served(), offence.evidence()))
                        .as("%s of producer %s", offence.name(), accused)
                        .isEqualTo(new Judgement.Guilty(scene.offender(), offence.name(), offence.at()));
            }
        }
        boolean knowsNone = offences(scene()).isEmpty();
        for (Bytes nothing : List.of(Bytes.EMPTY, Bytes.utf8("she did it"))) {
            assertThat(consensus.judge(scene().served(), nothing))
                    .isInstanceOfSatisfying(
                            Judgement.Refused.class,
                            refused -> assertThat(refused.verdict().rule().equals(Judgement.NO_JUDGE))
                                    .as("rule %s says that no evidence is known", Judgement.NO_JUDGE.text())
                                    .isEqualTo(knowsNone));
        }
    }

    @Test
    default void c23_who_did_not_sign_or_did_not_contradict_itself_is_never_convicted() {
        Consensus consensus = consensus();
        Chain chain = Chain.of(this);
        for (int accused = 0; accused < producers(); accused++) {
            EvidenceScene scene = scene().accusing(accused);
            List<EvidenceScene> framed = new ArrayList<>(List.of(scene.framed(chain.next(), 0)));
            if (producers() > 1) {
                framed.add(scene.framed(chain.producers(), 1));
            }
            for (EvidenceScene frame : framed) {
                for (Offence offence : offences(frame)) {
                    refused(consensus, scene.served(), offence.evidence(), offence.name() + " under another's key");
                }
            }
            List<Bytes> honest = alibis(scene);
            assertThat(honest.isEmpty())
                    .as("a plug-in with offences shows what looks like one and is none")
                    .isEqualTo(offences(scene).isEmpty());
            honest.forEach(evidence -> refused(consensus, scene.served(), evidence, "what the honest sign"));
        }
    }

    @Test
    default void c24_evidence_that_is_altered_or_of_another_chain_or_set_convicts_nobody_else_and_has_a_reason() {
        Consensus consensus = consensus();
        EvidenceScene scene = scene();
        EvidenceScene foreign = scene.on(Chain.of(this, "elsewhere").parameters());
        for (Offence offence : offences(foreign)) {
            refused(consensus, scene.served(), offence.evidence(), offence.name() + " on another chain");
        }
        for (Offence offence : offences(scene)) {
            Bytes good = offence.evidence();
            Checkpoint others = scene.servedBy(Chain.of(this).next().set());
            refused(consensus, others, good, offence.name() + " by another set");
            refused(consensus, scene.served(), Bytes.concat(good, Bytes.fromHex("00")), "one byte more");
            Judgement truth = new Judgement.Guilty(scene.offender(), offence.name(), offence.at());
            int step = Math.max(1, good.size() / ALTERED_MAX);
            for (int at = 0; at < good.size(); at += step) {
                refused(consensus, scene.served(), good.slice(0, at), "the first " + at + " bytes");
                byte[] altered = good.toArray();
                altered[at] ^= 1;
                Judgement judgement = consensus.judge(scene.served(), Bytes.wrap(altered));
                if (!judgement.equals(truth)) {
                    isReasoned(judgement, offence.name() + " with byte " + at + " altered");
                }
            }
        }
    }

    @Test
    default void c25_a_judgement_depends_on_header_set_and_evidence_alone() {
        EvidenceScene scene = scene();
        List<Bytes> all = new ArrayList<>(List.of(Bytes.EMPTY));
        offences(scene).forEach(offence -> all.add(offence.evidence()));
        all.addAll(alibis(scene));
        Consensus once = consensus();
        List<Judgement> first = all.stream()
                .map(evidence -> once.judge(scene.served(), evidence))
                .toList();
        List<Judgement> again = all.reversed().stream()
                .map(evidence -> once.judge(scene.served(), evidence))
                .toList();
        assertThat(again.reversed())
                .as("the same judge, asked in another order")
                .isEqualTo(first);
        for (int i = 0; i < all.size(); i++) {
            assertThat(consensus().judge(scene.served(), all.get(i)))
                    .as("another judge, asked for this alone")
                    .isEqualTo(first.get(i));
        }
    }

    /** The kernel refuses what is older than the window by the time that the judgement names (EVID-4), so nobody may choose that time. */
    @Test
    default void c26_an_offence_keeps_its_time_whatever_header_it_is_reported_with_and_counts_longer_than_trust() {
        Consensus consensus = consensus();
        EvidenceScene scene = scene();
        for (Offence offence : offences(scene)) {
            Judgement later = consensus.judge(scene.servedLater(LATER), offence.evidence());
            if (later instanceof Judgement.Guilty guilty) {
                assertThat(guilty)
                        .as("%s reported with a later header", offence.name())
                        .isEqualTo(new Judgement.Guilty(scene.offender(), offence.name(), offence.at()));
            } else {
                isReasoned(later, offence.name() + " reported with a later header");
            }
        }
        assertThat(consensus.evidenceMillis())
                .as("evidence counts longer than light clients trust")
                .isGreaterThan(TimedLightClient.TRUST_MILLIS);
    }

    private Consensus consensus() {
        return factory().create(Chain.of(this).parameters());
    }

    /** Producer 0 before a header of the chain under test. */
    private EvidenceScene scene() {
        Chain chain = Chain.of(this);
        return EvidenceScene.at(SERVED, chain.parameters(), chain.producers());
    }

    private static void refused(Consensus consensus, Checkpoint served, Bytes evidence, String what) {
        isReasoned(consensus.judge(served, evidence), what);
    }

    private static void isReasoned(Judgement judgement, String what) {
        assertThat(judgement)
                .as(what)
                .isInstanceOfSatisfying(
                        Judgement.Refused.class,
                        refused -> assertThat(refused.verdict().reason()).isNotBlank());
    }
}
