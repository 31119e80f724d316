package org.banyan.mainchain.node.election;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.banyan.mainchain.dpos.Election;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/**
 * An election on its way from hand to hand, with the delegates that it replaces, so that everybody sees who leaves and who comes. What counts is the election alone:
 * the chain checks it once more.
 *
 * @param current the delegates in office, of whom a quorum must approve
 */
public record ElectionFile(ChainId chain, ProducerSet current, Election election) {
    private static final int BYTES_MAX = 1 << 20;

    /**
     * The next delegates: those in office with one key in the place of another.
     *
     * @throws RefusalException if that is no change of one delegate's key
     */
    public static ElectionFile replacing(
            ChainId chain, ProducerSet current, long term, PublicKey old, PublicKey fresh, CryptoSuite suite) {
        if (current.positionOf(suite.addressOf(old)).isEmpty()) {
            throw new RefusalException(
                    ExitCode.KEY,
                    "key " + old.bytes() + " is none of the " + current.size()
                            + " delegates in office; 'banyan delegate status' shows them");
        }
        if (current.positionOf(suite.addressOf(fresh)).isPresent()) {
            throw new RefusalException(
                    ExitCode.KEY,
                    "key " + fresh.bytes() + " is a delegate already; make a new one with 'banyan key new'");
        }
        ProducerSet next = new ProducerSet(current.producers().stream()
                .map(producer -> producer.key().equals(old)
                        ? new Producer(suite.addressOf(fresh), fresh, producer.weight())
                        : producer)
                .sorted(Comparator.comparing(Producer::address))
                .toList());
        return new ElectionFile(chain, current, new Election(term, current.id(suite.hash()), next, List.of()));
    }

    /**
     * The same with the approval of one delegate.
     *
     * @throws RefusalException if the signer is none, or has approved already
     */
    public ElectionFile approvedBy(Signer signer, CryptoSuite suite) {
        int position = current.positionOf(suite.addressOf(signer.publicKey()))
                .orElseThrow(() -> new RefusalException(
                        ExitCode.KEY,
                        "key " + signer.publicKey().bytes()
                                + " is none of the delegates in office, whose approval counts"));
        if (election.approvals().stream().anyMatch(approval -> approval.position() == position)) {
            throw new RefusalException(
                    ExitCode.CHECK_NEGATIVE,
                    "the delegate with key " + signer.publicKey().bytes() + " has approved it already");
        }
        Bytes signature = signer.sign(suite.signingHash(chain, SignatureType.APPROVAL, election.object(suite.hash())));
        return new ElectionFile(chain, current, election.approvedBy(new VoteSignature(position, signature)));
    }

    /** What it lacks to be carried by a block, as far as it shows that itself. */
    public Optional<String> defect(CryptoSuite suite) {
        if (!current.id(suite.hash()).equals(election.current())) {
            return Optional.of("the delegates in office that it names are not those that it replaces");
        }
        Hash message = suite.signingHash(chain, SignatureType.APPROVAL, election.object(suite.hash()));
        for (VoteSignature approval : election.approvals()) {
            boolean genuine = approval.position() < current.size()
                    && suite.scheme(current.producers()
                                    .get(approval.position())
                                    .key()
                                    .scheme())
                            .map(scheme -> scheme.verify(
                                    message,
                                    current.producers()
                                            .get(approval.position())
                                            .key()
                                            .bytes(),
                                    approval.signature()))
                            .orElse(false);
            if (!genuine) {
                return Optional.of("the approval of delegate " + approval.position() + " is not its signature");
            }
        }
        return election.approvals().size() < current.quorum()
                ? Optional.of(election.approvals().size() + " delegates approve, " + current.quorum() + " of "
                        + current.size() + " are needed")
                : Optional.empty();
    }

    // As a file

    /** @throws RefusalException if it is none */
    public static ElectionFile read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new RefusalException(ExitCode.CONFIG, file + " is too large to be an election");
            }
            Config text = ConfigFactory.parseString(Files.readString(file));
            return new ElectionFile(
                    new ChainId(Hash.of(hex(text, "chain-id"))),
                    ProducerSet.CODEC.decode(hex(text, "current")),
                    Election.CODEC.decode(hex(text, "election")));
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot read the election " + file + ": " + failed, failed);
        } catch (ConfigException | CodecException | IllegalArgumentException malformed) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    file + " is no election: " + malformed.getMessage() + "; 'banyan delegate replace' makes one",
                    malformed);
        }
    }

    private static Bytes hex(Config text, String name) {
        return Bytes.fromHex(text.getString(name));
    }

    /** Written whole or not at all. */
    public void write(Path file) {
        String text = "# Who takes over in term " + election.term()
                + ". To approve it: banyan delegate approve FILE --dir NODE\n"
                + "chain-id = \"" + chain.bytes().toHex() + "\"\n"
                + "current = \"" + ProducerSet.CODEC.encode(current).toHex() + "\"\n"
                + "election = \"" + Election.CODEC.encode(election).toHex() + "\"\n";
        Path absolute = file.toAbsolutePath();
        try {
            Path temporary = absolute.resolveSibling(absolute.getFileName() + ".tmp");
            Files.writeString(temporary, text, StandardCharsets.UTF_8);
            Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot write the election " + file + ": " + failed, failed);
        }
    }
}
