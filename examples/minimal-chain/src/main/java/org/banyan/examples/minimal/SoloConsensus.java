package org.banyan.examples.minimal;

import java.util.List;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.SignRequest;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/** One producer, who may make a block whenever it likes and whose one vote makes it final. The state never changes: it is the producer. */
final class SoloConsensus implements Consensus {
    private static final RuleId RULE = new RuleId("SOLO-1");

    private final ChainId chain;
    private final CryptoSuite suite;
    private final ProducerSet set;

    SoloConsensus(ChainId chain, CryptoSuite suite, ProducerSet set) {
        this.chain = chain;
        this.suite = suite;
        this.set = set;
    }

    @Override
    public String id() {
        return "solo";
    }

    @Override
    public boolean headerOnly() {
        return true;
    }

    @Override
    public ConsensusState genesis() {
        return new State();
    }

    @Override
    public ConsensusState decode(Bytes encoded) {
        return new State();
    }

    @Override
    public ForkChoice forkChoice() {
        return (candidate, head, finalHeight) ->
                candidate.header().height().compareTo(head.header().height()) > 0;
    }

    @Override
    public long futureMillisMax() {
        return 500;
    }

    /** Proposes as soon as there is a new head, and seals what was built. */
    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        return (event, blocks) -> switch (event) {
            case AgentEvent.HeadChanged changed ->
                List.of(new AgentEffect.Propose(changed.head().id(), changed.now(), Bytes.EMPTY));
            case AgentEvent.BlockBuilt built ->
                List.of(new AgentEffect.Sign(new SignRequest(
                        SignatureType.BLOCK, built.header().height().value(), 0, built.id(), built.id().hash())));
            case AgentEvent.Signed signed ->
                List.of(new AgentEffect.Publish(signed.request().block(), new WitnessEntry(WitnessEntry.SIGNATURE, signed.signature())));
            default -> List.of();
        };
    }

    WitnessEntry seal(Header header, Signer signer) {
        var message = suite.signingHash(chain, SignatureType.BLOCK, header.id(suite.hash()).hash());
        return new WitnessEntry(WitnessEntry.SIGNATURE, signer.sign(message));
    }

    WitnessEntry certificate(Header header, Signer signer) {
        var id = header.id(suite.hash());
        var vote = new VoteSignature(0, signer.sign(suite.signingHash(chain, SignatureType.VOTE, id.hash())));
        var certificate = new Certificate(chain, header.height(), id, set.id(suite.hash()), Bytes.EMPTY, List.of(vote));
        return new WitnessEntry(WitnessEntry.CERTIFICATE, Certificate.CODEC.encode(certificate));
    }

    private Verdict checkSignature(SignatureType type, Hash object, Bytes signature) {
        Producer producer = set.producers().getFirst();
        boolean valid = suite.scheme(producer.key().scheme())
                .map(scheme -> scheme.verify(suite.signingHash(chain, type, object), producer.key().bytes(), signature))
                .orElse(false);
        return valid ? Verdict.ACCEPTED : Verdict.rejected(RULE, "not signed by the producer of this chain");
    }

    private Verdict checkVotes(Certificate certificate) {
        boolean one = certificate.votes().size() == 1
                && certificate.chainId().equals(chain)
                && certificate.producerSet().equals(set.id(suite.hash()));
        return one
                ? checkSignature(
                        SignatureType.VOTE,
                        certificate.block().hash(),
                        certificate.votes().getFirst().signature())
                : Verdict.rejected(RULE, "a certificate of this chain has the one vote of its producer");
    }

    private final class State implements ConsensusState {
        @Override
        public Bytes encoded() {
            return ProducerSet.CODEC.encode(set);
        }

        @Override
        public ProducerSet producers() {
            return set;
        }

        @Override
        public Verdict check(ChildFacts child) {
            return child.data().isEmpty() && child.time().compareTo(child.parentTime()) > 0
                    ? Verdict.ACCEPTED
                    : Verdict.rejected(RULE, "a block has a later time than its parent and no data of its own");
        }

        @Override
        public ConsensusState next(ChildFacts child) {
            return this;
        }

        @Override
        public Producer producerOf(ChildFacts child) {
            return set.producers().getFirst();
        }

        @Override
        public Verdict checkSeal(Header child, Witness witness) {
            List<Bytes> seals = witness.payloads(WitnessEntry.SIGNATURE);
            return seals.size() == 1
                    ? checkSignature(SignatureType.BLOCK, child.id(suite.hash()).hash(), seals.getFirst())
                    : Verdict.rejected(RULE, "a block has one seal");
        }

        @Override
        public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
            if (!entry.kind().equals(WitnessEntry.CERTIFICATE) || !known.payloads(entry.kind()).isEmpty()) {
                return Verdict.rejected(RULE, "a witness has one seal and one certificate");
            }
            Certificate certificate = Certificate.CODEC.decode(entry.payload());
            return certificate.block().equals(child.id(suite.hash()))
                    ? checkCertificate(certificate)
                    : Verdict.rejected(RULE, "the certificate names another block");
        }

        @Override
        public Verdict checkCertificate(Certificate certificate) {
            return checkVotes(certificate);
        }
    }
}
