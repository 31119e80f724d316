package org.banyan.consensus.tck;

import java.util.List;
import java.util.stream.IntStream;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.SignatureType;

/**
 * Where a plug-in's test makes up evidence.
 *
 * <p>The signers are not always those of the set: who frames another has that one's position and not its key.
 *
 * @param chain whose consensus is to judge, or a foreign one
 * @param served what the evidence comes with: a header, and the set that certifies its children
 * @param accused position in that set
 */
public record EvidenceScene(ChainParameters chain, TestProducers producers, Checkpoint served, int accused) {
    /** The producer that the evidence is to convict. */
    public Producer offender() {
        return producers.set().producers().get(accused);
    }

    /** The votes of the set that served. */
    public Quorum quorum() {
        return new Quorum(chain.chainId(), producers.set(), chain.suite());
    }

    /** Some block; another number is another block. */
    public static BlockId block(long number) {
        return new BlockId(new Hash(number, 7, 7, 7));
    }

    /** The ballot for {@code block} at {@code height} with {@code data}, signed by the accused alone. */
    public Certificate vote(Height height, BlockId block, Bytes data) {
        Certificate ballot = quorum().ballot(height, block, data);
        Bytes signature = sign(SignatureType.VOTE, quorum().object(ballot));
        return new Certificate(
                ballot.chainId(),
                ballot.height(),
                ballot.block(),
                ballot.producerSet(),
                ballot.data(),
                List.of(new VoteSignature(accused, signature)));
    }

    /** A header that only its branch tells from others of that height, time and data. */
    public Header header(Height height, Timestamp time, Bytes data, long branch) {
        return header(chain, producers.set(), height, time, data, branch);
    }

    private static Header header(
            ChainParameters chain, ProducerSet producers, Height height, Timestamp time, Bytes data, long branch) {
        Hash any = new Hash(branch, 0, 0, 1);
        Hash set = producers.id(chain.suite().hash());
        return new Header(
                Header.VERSION,
                chain.chainId(),
                height,
                block(0),
                time,
                any,
                any,
                any,
                any,
                List.of(new ConsensusExtension(any, set, data).toExtension()));
    }

    /** Both headers under the seal of the accused. */
    public DoubleSeal sealed(Header a, Header b) {
        return DoubleSeal.of(accused, a, seal(a), b, seal(b), chain.suite().hash());
    }

    private Bytes seal(Header header) {
        return sign(SignatureType.BLOCK, header.id(chain.suite().hash()).hash());
    }

    private Bytes sign(SignatureType type, Hash object) {
        return producers.signers().get(accused).sign(chain.suite().signingHash(chain.chainId(), type, object));
    }

    /** Producer 0 before a header of {@code height}, built without gaps. */
    static EvidenceScene at(Height height, ChainParameters chain, TestProducers producers) {
        Timestamp time = chain.genesisTime().plusMillis(height.value() * chain.slotMillis());
        Header served = header(chain, producers.set(), height, time, Bytes.EMPTY, 0);
        return new EvidenceScene(chain, producers, new Checkpoint(served, producers.set()), 0);
    }

    EvidenceScene accusing(int position) {
        return new EvidenceScene(chain, producers, served, position);
    }

    EvidenceScene on(ChainParameters other) {
        return new EvidenceScene(other, producers, served, accused);
    }

    /** The same accusation by who has the keys of {@code forgers} alone, each used for the producer at {@code shift} places before its own. */
    EvidenceScene framed(TestProducers forgers, int shift) {
        int size = producers.set().size();
        var signers = IntStream.range(0, size)
                .mapToObj(at -> forgers.signers().get((at + shift) % size))
                .toList();
        return new EvidenceScene(chain, new TestProducers(producers.set(), signers), served, accused);
    }

    /** The same chain's header from much later, which commits to the same set. */
    Checkpoint servedLater(long blocks) {
        Header then = served.header();
        Header later = header(
                new Height(then.height().value() + blocks),
                then.time().plusMillis(blocks * chain.slotMillis()),
                Bytes.EMPTY,
                1);
        return new Checkpoint(later, served.childSet());
    }

    Checkpoint servedBy(ProducerSet others) {
        return new Checkpoint(served.header(), others);
    }
}
