package org.banyan.consensus.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumLightClient;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.fuzzing.InputChoices;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.SignatureType;

/** Votes, certificates and light clients: whatever is accepted was signed by a quorum for that very block. CERT, WIT and LIGHT of docs/spi/consensus.md. */
class QuorumFuzzTest {
    private static final StubCryptoSuite SUITE = new StubCryptoSuite();
    private static final ChainId CHAIN = new ChainId(new Hash(1, 2, 3, 4));
    private static final TestProducers FOUR = TestProducers.count(SUITE, 4);
    private static final Quorum QUORUM = new Quorum(CHAIN, FOUR.set(), SUITE);
    private static final int NEEDED = 3;
    private static final Header GENESIS = header(0, Header.genesisParent(CHAIN));
    private static final Header CHILD = header(1, GENESIS.id(SUITE.hash()));
    private static final List<VoteSignature> VOTES = votes();
    private static final QuorumWitness WITNESS = new QuorumWitness(QUORUM, QUORUM::check, Bytes.EMPTY, SUITE);
    private static final LightClient LIGHT = new QuorumLightClient(
            SUITE, set -> new Quorum(CHAIN, set, SUITE)::check, new Checkpoint(GENESIS, FOUR.set()));

    private static Header header(long height, BlockId parent) {
        Hash zero = new Hash(0, 0, 0, 0);
        ConsensusExtension extension = new ConsensusExtension(zero, FOUR.set().id(SUITE.hash()), Bytes.EMPTY);
        return new Header(
                Header.VERSION,
                CHAIN,
                new Height(height),
                parent,
                new Timestamp(1_000 * height),
                zero,
                zero,
                zero,
                zero,
                List.of(extension.toExtension()));
    }

    private static List<VoteSignature> votes() {
        Hash ballot = QUORUM.object(QUORUM.ballot(CHILD.height(), CHILD.id(SUITE.hash()), Bytes.EMPTY));
        List<VoteSignature> votes = new ArrayList<>();
        for (int position = 0; position < FOUR.set().size(); position++) {
            votes.add(new VoteSignature(
                    position, FOUR.signers().get(position).sign(SUITE.signingHash(CHAIN, SignatureType.VOTE, ballot))));
        }
        return votes;
    }

    private static Certificate certificate(List<VoteSignature> votes) {
        return new Certificate(
                CHAIN, CHILD.height(), CHILD.id(SUITE.hash()), FOUR.set().id(SUITE.hash()), Bytes.EMPTY, votes);
    }

    /** The input is the certificate as received. */
    @FuzzTarget
    void certificates(byte[] input) {
        Certificate certificate;
        try {
            certificate = Certificate.CODEC.decode(Bytes.copyOf(input));
        } catch (CodecException refusal) {
            return;
        }
        checkCertificate(certificate);
    }

    /** The input chooses what is broken in a good certificate. */
    @FuzzTarget
    void broken_certificates(byte[] input) {
        InputChoices choices = new InputChoices(input);
        List<VoteSignature> votes = new ArrayList<>(VOTES);
        int changes = choices.nextInt(4);
        for (int i = 0; i < changes && !votes.isEmpty(); i++) {
            int at = choices.nextInt(votes.size());
            VoteSignature vote = votes.get(at);
            switch (choices.nextInt(4)) {
                case 0 -> votes.set(at, new VoteSignature(vote.position(), flipped(choices, vote.signature())));
                case 1 ->
                    votes.set(
                            at,
                            new VoteSignature(
                                    vote.position(),
                                    VOTES.get(choices.nextInt(VOTES.size())).signature()));
                case 2 -> {
                    if (at == votes.size() - 1) {
                        votes.set(at, new VoteSignature(vote.position() + choices.nextInt(300), vote.signature()));
                    }
                }
                default -> votes.remove(at);
            }
        }
        boolean other = choices.nextInt(4) == 0;
        Certificate good = certificate(votes);
        checkCertificate(new Certificate(
                good.chainId(),
                other ? new Height(choices.nextInt(3)) : good.height(),
                good.block(),
                good.producerSet(),
                other ? Bytes.wrap(new byte[choices.nextInt(2)]) : good.data(),
                votes));
    }

    /** Accepted exactly when enough of the producers voted for that block and nothing but their votes is there. */
    private static void checkCertificate(Certificate certificate) {
        boolean good = certificate.equals(certificate(certificate.votes()))
                && VOTES.containsAll(certificate.votes())
                && certificate.votes().size() >= NEEDED;

        assertThat(QUORUM.check(certificate).isAccepted()).as("%s", certificate).isEqualTo(good);
        assertThat(LIGHT.follow(CHILD, certificate, Optional.empty()).verdict().isAccepted())
                .isEqualTo(good);
        assertThat(LIGHT.provesMisbehaviour(certificate, certificate(VOTES)).isAccepted())
                .as("one honest block is no misbehaviour")
                .isFalse();
    }

    /** Header and certificate as a relayer hands them in: the input is the header. */
    @FuzzTarget
    void followed_headers(byte[] input) {
        Header header;
        try {
            header = Header.CODEC.decode(Bytes.copyOf(input));
        } catch (CodecException refusal) {
            return;
        }
        assertThat(LIGHT.follow(header, certificate(VOTES), Optional.empty())
                        .verdict()
                        .isAccepted())
                .isEqualTo(header.equals(CHILD));
    }

    /** The first byte chooses the kind of the entry beside the block, the rest is its payload. */
    @FuzzTarget
    void witness_entries(byte[] input) {
        if (input.length == 0) {
            return;
        }
        List<String> kinds = List.of(WitnessEntry.SIGNATURE, WitnessEntry.VOTE, WitnessEntry.CERTIFICATE, "unknown");
        String kind = kinds.get((input[0] & 0xff) % kinds.size());
        Bytes payload = Bytes.copyOf(input).slice(1, input.length);
        WitnessEntry entry;
        try {
            entry = new WitnessEntry(kind, payload);
        } catch (IllegalArgumentException tooLarge) {
            return;
        }
        Hash sealed = SUITE.signingHash(
                CHAIN, SignatureType.BLOCK, CHILD.id(SUITE.hash()).hash());
        boolean good = switch (kind) {
            case WitnessEntry.SIGNATURE ->
                payload.equals(FOUR.signers().getFirst().sign(sealed));
            case WitnessEntry.VOTE ->
                VOTES.stream().map(VoteSignature.CODEC::encode).anyMatch(payload::equals);
            case WitnessEntry.CERTIFICATE -> isCertificate(payload);
            default -> false;
        };

        assertThat(WITNESS.mayAdd(CHILD, FOUR.set().producers().getFirst(), Witness.EMPTY, entry)
                        .isAccepted())
                .isEqualTo(good);
    }

    private static boolean isCertificate(Bytes payload) {
        try {
            return QUORUM.check(Certificate.CODEC.decode(payload)).isAccepted();
        } catch (CodecException malformed) {
            return false;
        }
    }

    private static Bytes flipped(InputChoices choices, Bytes bytes) {
        byte[] changed = bytes.toArray();
        changed[choices.nextInt(changed.length)] ^= (byte) (1 << choices.nextInt(8));
        return Bytes.wrap(changed);
    }
}
