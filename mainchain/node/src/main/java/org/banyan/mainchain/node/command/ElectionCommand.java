package org.banyan.mainchain.node.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.mainchain.node.election.ElectionFile;
import org.banyan.mainchain.node.process.NodeSigner;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.Delegates;
import org.banyan.types.Bytes;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.v1.Delegate;

/**
 * {@code election replace}, {@code approve} and {@code take}: another key in the place of a delegate's, from a term on. Delegates pass a file around until a quorum
 * has approved it; the chain checks all of it.
 */
final class ElectionCommand {
    private final Program program;
    private final Arguments arguments;

    ElectionCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    /** The chain that this node has, by which signatures are made and checked. */
    private record Place(Path home, Configuration configuration, ChainSpecification chain, CryptoSuite suite) {}

    ExitCode run() {
        Path home = Loading.home(arguments, program.environment(), false);
        Configuration configuration = Loading.configuration(arguments, program.environment(), home, Map.of());
        program.logs(configuration, arguments);
        List<String> words = arguments.words();
        if (words.equals(List.of("replace"))) {
            return replace(place(home, configuration));
        }
        if (words.size() == 2 && words.getFirst().equals("approve")) {
            return approve(place(home, configuration), Path.of(words.getLast()));
        }
        if (words.size() == 2 && words.getFirst().equals("take")) {
            return take(place(home, configuration), Path.of(words.getLast()));
        }
        throw new RefusalException(
                ExitCode.USAGE,
                "say 'election replace --replace HEX --with HEX --out FILE', 'election approve FILE' or 'election take"
                        + " FILE' but not " + words);
    }

    private Place place(Path home, Configuration configuration) {
        String name = arguments.flag("chain").orElse(DevelopmentChain.NAME);
        Path genesis = home.resolve("chains").resolve(name).resolve("genesis.conf");
        if (!Files.exists(genesis)) {
            throw new RefusalException(
                    ExitCode.CONFIG, home + " has no chain '" + name + "'; name a node's directory with --dir");
        }
        Parts parts = Parts.ofEveryNetwork();
        ChainSpecification chain = parts.genesis().read(genesis);
        return new Place(home, configuration, chain, parts.plugins().suite(chain.cryptoSuite()));
    }

    // Draft

    private ExitCode replace(Place place) {
        PublicKey old = key(place, "replace");
        PublicKey fresh = key(place, "with");
        Path out = Path.of(needed("out"));
        try (BanyanClient client = BanyanClient.connect(needed("api"))) {
            String here = place.chain().id(place.suite().hash()).toString();
            if (!client.status().getChainId().equals(here)) {
                throw new RefusalException(
                        ExitCode.GENESIS_MISMATCH,
                        "the node at " + needed("api") + " runs chain "
                                + client.status().getChainId() + ", the directory " + place.home() + " is of chain "
                                + here);
            }
            ProducerSet office = new ProducerSet(client.delegates().all().getDelegatesList().stream()
                    .filter(Delegate::getBuilds)
                    .map(delegate -> producer(place, delegate))
                    .sorted(Comparator.comparing(Producer::address))
                    .toList());
            long term = client.delegates().round(Delegates.LATEST).getTerm() + 1;
            ElectionFile draft = ElectionFile.replacing(
                    place.chain().id(place.suite().hash()), office, term, old, fresh, place.suite());
            draft.write(out);
            say(place, draft);
        }
        return ExitCode.OK;
    }

    private static Producer producer(Place place, Delegate delegate) {
        PublicKey key = publicKey(place, delegate.getKey());
        return new Producer(place.suite().addressOf(key), key, delegate.getWeight());
    }

    private PublicKey key(Place place, String flag) {
        return publicKey(place, needed(flag));
    }

    private static PublicKey publicKey(Place place, String hex) {
        try {
            return new PublicKey(place.suite().defaultScheme().id(), Bytes.fromHex(hex));
        } catch (IllegalArgumentException malformed) {
            throw new RefusalException(
                    ExitCode.USAGE,
                    "'" + hex + "' is no public key in hexadecimal digits; 'banyan key list' shows them",
                    malformed);
        }
    }

    private String needed(String flag) {
        return arguments
                .flag(flag)
                .orElseThrow(() ->
                        new RefusalException(ExitCode.USAGE, "election " + arguments.words() + " needs --" + flag));
    }

    // Approve and take

    private ElectionFile read(Place place, Path file) {
        ElectionFile read = ElectionFile.read(file);
        if (!read.chain().equals(place.chain().id(place.suite().hash()))) {
            throw new RefusalException(
                    ExitCode.GENESIS_MISMATCH,
                    file + " is of chain " + read.chain() + ", this node's chain '"
                            + place.chain().name() + "' is another");
        }
        return read;
    }

    private ExitCode approve(Place place, Path file) {
        ElectionFile approved = read(place, file)
                .approvedBy(NodeSigner.of(place.home(), place.configuration(), place.suite()), place.suite());
        approved.write(file);
        say(place, approved);
        return ExitCode.OK;
    }

    private ExitCode take(Place place, Path file) {
        ElectionFile election = read(place, file);
        Optional<String> defect = election.defect(place.suite());
        if (defect.isPresent()) {
            throw new RefusalException(ExitCode.CHECK_NEGATIVE, file + " cannot take effect: " + defect.get());
        }
        election.write(DataDirectory.election(place.home(), place.chain().name()));
        program.out()
                .println("taken: a block of this node in the last round before term "
                        + election.election().term() + " carries it, unless another node's did; the log says so");
        return ExitCode.OK;
    }

    private void say(Place place, ElectionFile file) {
        program.out()
                .println("term " + file.election().term() + " of chain '"
                        + place.chain().name() + "' begins with "
                        + file.election().next().size() + " delegates");
        list(place, "leaves", file.current(), file.election().next());
        list(place, "comes", file.election().next(), file.current());
        program.out()
                .println(file.election().approvals().size() + " of "
                        + file.current().size() + " delegates approve, "
                        + file.current().quorum() + " are needed");
    }

    private void list(Place place, String what, ProducerSet of, ProducerSet without) {
        of.producers().stream()
                .filter(producer -> without.positionOf(producer.address()).isEmpty())
                .forEach(producer -> program.out()
                        .println(
                                "  " + what + "  " + place.chain().addressText().format(producer.address()) + "  key "
                                        + producer.key().bytes().toHex()));
    }
}
