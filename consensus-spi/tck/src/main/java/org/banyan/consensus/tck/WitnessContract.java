package org.banyan.consensus.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.junit.jupiter.api.Test;

/** Rules of seals, witnesses and certificates: C6 to C8. */
public interface WitnessContract extends ConsensusSubject {
    /** Ways to alter a signature. */
    int MALLEATIONS = 5;

    @Test
    default void c6_only_the_producers_own_seal_of_this_block_is_accepted() {
        List<LabEntry> blocks = Chain.of(this).finalBlocks(4);
        for (int i = 0; i < blocks.size(); i++) {
            LabEntry entry = blocks.get(i);
            assertThat(entry.parentState().producers().producers())
                    .contains(entry.parentState().producerOf(entry.facts()));
            assertThat(sealed(entry, entry.witness())).isEqualTo(Verdict.ACCEPTED);
            assertThat(sealed(entry, Witness.EMPTY)).as("no seal").isInstanceOf(Verdict.Rejected.class);
            WitnessEntry otherSeal = seal(blocks.get((i + 1) % blocks.size()));
            assertThat(sealed(entry, Witness.of(otherSeal)))
                    .as("the seal of another block")
                    .isInstanceOf(Verdict.Rejected.class);
            for (Bytes malleated : malleations(seal(entry).payload())) {
                WitnessEntry wrong = new WitnessEntry(WitnessEntry.SIGNATURE, malleated);
                assertThat(sealed(entry, Witness.of(wrong)))
                        .as("seal %s", malleated)
                        .isInstanceOf(Verdict.Rejected.class);
                assertThat(mayAdd(entry, Witness.EMPTY, wrong)).isInstanceOf(Verdict.Rejected.class);
            }
        }
    }

    @Test
    default void c6_a_header_with_unreadable_data_is_refused_by_its_seal_and_takes_no_entries() {
        LabEntry entry = Chain.certified(Chain.of(this).finalBlocks(4));
        Header header = withData(entry.header(), Bytes.fromHex("088000"));
        assertThat(entry.parentState().checkSeal(header, entry.witness())).isInstanceOf(Verdict.Rejected.class);
        for (WitnessEntry part : entry.witness().entries()) {
            assertThat(entry.parentState().mayAdd(header, Witness.EMPTY, part))
                    .as(part.kind())
                    .isInstanceOf(Verdict.Rejected.class);
        }
    }

    @Test
    default void c7_a_witness_takes_each_genuine_entry_once_and_nothing_else() {
        List<LabEntry> blocks = Chain.of(this).finalBlocks(4);
        LabEntry entry = Chain.certified(blocks);
        Witness known = Witness.EMPTY;
        for (WitnessEntry part : entry.witness().entries()) {
            assertThat(mayAdd(entry, known, part)).as("new %s", part.kind()).isEqualTo(Verdict.ACCEPTED);
            known = known.merge(Witness.of(part));
            assertThat(mayAdd(entry, known, part)).as("known %s", part.kind()).isInstanceOf(Verdict.Rejected.class);
        }
        assertThat(known.entries().size()).as("entries of a witness").isLessThanOrEqualTo(witnessEntriesMax());
        for (LabEntry other : blocks) {
            if (!other.id().equals(entry.id())) {
                for (WitnessEntry part : other.witness().entries()) {
                    assertThat(mayAdd(entry, Witness.EMPTY, part))
                            .as("the %s of another block", part.kind())
                            .isInstanceOf(Verdict.Rejected.class);
                }
            }
        }
        for (String kind : List.of(WitnessEntry.SIGNATURE, WitnessEntry.VOTE, WitnessEntry.CERTIFICATE, "gossip")) {
            for (Bytes payload : List.of(Bytes.EMPTY, Bytes.fromHex("088000"), Bytes.fromHex("ff"))) {
                assertThat(mayAdd(entry, Witness.EMPTY, new WitnessEntry(kind, payload)))
                        .as("%s with %s", kind, payload)
                        .isInstanceOf(Verdict.Rejected.class);
            }
        }
        for (Bytes vote : entry.witness().payloads(WitnessEntry.VOTE)) {
            for (int i = 0; i < MALLEATIONS; i++) {
                int which = i;
                Bytes wrong = voteWithSignature(
                        vote, signature -> malleations(signature).get(which));
                assertThat(mayAdd(entry, Witness.EMPTY, new WitnessEntry(WitnessEntry.VOTE, wrong)))
                        .isInstanceOf(Verdict.Rejected.class);
            }
        }
    }

    @Test
    default void c8_a_certificate_counts_for_one_block_of_one_chain_under_one_set_with_a_quorum() {
        LabEntry entry = Chain.certified(Chain.of(this).finalBlocks(4));
        Certificate genuine = Chain.certificate(entry).orElseThrow();
        assertThat(certified(entry, genuine)).isEqualTo(Verdict.ACCEPTED);
        assertThat(genuine.height()).isEqualTo(entry.height());
        assertThat(genuine.block()).isEqualTo(entry.id());

        Hash foreign = flip(genuine.block().hash());
        assertRefused(
                "another chain",
                entry,
                copy(
                        genuine,
                        new ChainId(foreign),
                        genuine.height(),
                        genuine.block(),
                        genuine.producerSet(),
                        genuine.votes()));
        assertRefused(
                "another height",
                entry,
                copy(
                        genuine,
                        genuine.chainId(),
                        genuine.height().next(),
                        genuine.block(),
                        genuine.producerSet(),
                        genuine.votes()));
        assertRefused(
                "another block",
                entry,
                copy(
                        genuine,
                        genuine.chainId(),
                        genuine.height(),
                        new BlockId(foreign),
                        genuine.producerSet(),
                        genuine.votes()));
        assertRefused(
                "another set",
                entry,
                copy(genuine, genuine.chainId(), genuine.height(), genuine.block(), foreign, genuine.votes()));
        assertRefused("no votes", entry, withVotes(genuine, List.of()));
        assertRefused(
                "other data",
                entry,
                new Certificate(
                        genuine.chainId(),
                        genuine.height(),
                        genuine.block(),
                        genuine.producerSet(),
                        Bytes.concat(genuine.data(), Bytes.fromHex("ff")),
                        genuine.votes()));

        List<VoteSignature> tooFew = genuine.votes();
        while (weight(entry, tooFew) >= entry.parentState().producers().quorum()) {
            tooFew = tooFew.subList(1, tooFew.size());
        }
        assertRefused("too few votes", entry, withVotes(genuine, tooFew));
        for (int i = 0; i < genuine.votes().size(); i++) {
            VoteSignature vote = genuine.votes().get(i);
            for (Bytes malleated : malleations(vote.signature())) {
                List<VoteSignature> votes = new ArrayList<>(genuine.votes());
                votes.set(i, new VoteSignature(vote.position(), malleated));
                assertRefused("vote " + malleated, entry, withVotes(genuine, votes));
            }
        }
        List<VoteSignature> outside = new ArrayList<>(genuine.votes());
        outside.add(new VoteSignature(producers(), genuine.votes().getFirst().signature()));
        assertRefused("a position outside the set", entry, withVotes(genuine, outside));
        if (genuine.votes().size() > 1) {
            List<VoteSignature> swapped = new ArrayList<>(genuine.votes());
            swapped.set(
                    0,
                    new VoteSignature(
                            genuine.votes().get(0).position(),
                            genuine.votes().get(1).signature()));
            assertRefused("one producer's vote twice", entry, withVotes(genuine, swapped));
        }
    }

    private static Header withData(Header header, Bytes data) {
        ConsensusExtension known = ConsensusExtension.CODEC.decode(
                header.extension(ConsensusExtension.ID).orElseThrow());
        return new Header(
                header.version(),
                header.chainId(),
                header.height(),
                header.parent(),
                header.time(),
                header.bodyRoot(),
                header.receiptsRoot(),
                header.stateRoot(),
                header.historyRoot(),
                List.of(new ConsensusExtension(known.stateHash(), known.producerSet(), data).toExtension()));
    }

    private static void assertRefused(String what, LabEntry entry, Certificate certificate) {
        assertThat(certified(entry, certificate)).as(what).isInstanceOf(Verdict.Rejected.class);
    }

    private static Verdict certified(LabEntry entry, Certificate certificate) {
        return entry.parentState().checkCertificate(certificate);
    }

    private static Verdict sealed(LabEntry entry, Witness witness) {
        return entry.parentState().checkSeal(entry.header(), witness);
    }

    private static Verdict mayAdd(LabEntry entry, Witness known, WitnessEntry part) {
        return entry.parentState().mayAdd(entry.header(), known, part);
    }

    private static WitnessEntry seal(LabEntry entry) {
        return entry.witness().entries().stream()
                .filter(part -> part.kind().equals(WitnessEntry.SIGNATURE))
                .findFirst()
                .orElseThrow();
    }

    private static long weight(LabEntry entry, List<VoteSignature> votes) {
        var producers = entry.parentState().producers().producers();
        return votes.stream()
                .mapToLong(vote -> producers.get(vote.position()).weight())
                .sum();
    }

    private static Certificate withVotes(Certificate genuine, List<VoteSignature> votes) {
        return copy(genuine, genuine.chainId(), genuine.height(), genuine.block(), genuine.producerSet(), votes);
    }

    private static Certificate copy(
            Certificate genuine, ChainId chain, Height height, BlockId block, Hash set, List<VoteSignature> votes) {
        return new Certificate(chain, height, block, set, genuine.data(), votes);
    }

    private static Hash flip(Hash hash) {
        return new Hash(hash.word0() ^ 1, hash.word1(), hash.word2(), hash.word3());
    }

    /** One bit of the first, middle and last byte flipped, one byte more, one less. */
    private static List<Bytes> malleations(Bytes signature) {
        List<Bytes> wrong = new ArrayList<>();
        for (int at : List.of(0, signature.size() / 2, signature.size() - 1)) {
            byte[] copy = signature.toArray();
            copy[at] ^= 1;
            wrong.add(Bytes.wrap(copy));
        }
        wrong.add(Bytes.concat(signature, Bytes.fromHex("00")));
        wrong.add(signature.slice(0, signature.size() - 1));
        return wrong;
    }
}
