package org.banyan.mainchain.node.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.banyan.consensus.SignRequest;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.drivers.crypto.keystore.KeyRole;
import org.banyan.drivers.crypto.keystore.Keystore;
import org.banyan.mainchain.node.process.SignRecords;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Json;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.signing.GuardRecord;
import org.banyan.node.signing.GuardTransfer;
import org.banyan.node.signing.GuardTransfer.Outcome;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.specification.ChainSpecification;

/** {@code guard export} and {@code guard import}: takes what a key signed last to another node, so that the key goes on there without contradicting itself. */
final class GuardCommand {
    private static final String KEY = "key";

    private final Program program;
    private final Arguments arguments;

    /** A chain of the data directory. */
    private record Place(ChainSpecification chain, CryptoSuite suite, SignRecords records) {}

    GuardCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        Path home = Loading.home(arguments, program.environment(), false);
        Configuration configuration = Loading.configuration(arguments, program.environment(), home, Map.of());
        program.logs(configuration, arguments);
        try (DataDirectory directory = DataDirectory.open(home)) {
            List<Place> places = directory.chains().stream()
                    .map(name -> place(directory, name))
                    .toList();
            List<String> words = arguments.words();
            if (words.equals(List.of("export"))) {
                return export(directory, places);
            }
            if (words.size() == 2 && words.getFirst().equals("import")) {
                return take(directory, configuration, places, Path.of(words.getLast()));
            }
        }
        throw new RefusalException(
                ExitCode.USAGE, "say 'guard export [--out FILE]' or 'guard import FILE' but not " + arguments.words());
    }

    private static Place place(DataDirectory directory, String name) {
        Parts parts = Parts.ofEveryNetwork();
        ChainSpecification chain = parts.genesis().read(directory.genesis(name));
        CryptoSuite suite = parts.plugins().suite(chain.cryptoSuite());
        return new Place(chain, suite, new SignRecords(directory, name, chain.id(suite.hash()), suite));
    }

    // Export

    private ExitCode export(DataDirectory directory, List<Place> places) {
        List<GuardRecord> found = places.stream()
                .filter(place -> arguments
                        .flag("chain")
                        .map(place.chain().name()::equals)
                        .orElse(true))
                .flatMap(place -> place.records().files().stream())
                .map(GuardTransfer::read)
                .filter(record -> record.key()
                        .bytes()
                        .toHex()
                        .startsWith(arguments.flag(KEY).orElse("")))
                .toList();
        if (found.size() != 1) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    directory.root()
                            + (found.isEmpty()
                                    ? " has no such record of a key"
                                    : " has several records of keys; choose one with --chain and --key:"
                                            + found.stream()
                                                    .map(each -> "\n  --chain " + name(places, each) + " --key "
                                                            + each.key().bytes().toHex())
                                                    .collect(Collectors.joining())));
        }
        GuardRecord record = found.getFirst();
        if (arguments.flag("out").isEmpty()) {
            if (arguments.has("json")) {
                say(places, record, "shown", "");
            } else {
                program.out().print(text(record.encoded()));
            }
            return ExitCode.OK;
        }
        Path file = Path.of(arguments.flag("out").orElseThrow());
        write(file, record);
        say(
                places,
                record,
                "written to " + file,
                "the key goes on where the file is imported: do not start it here again");
        return ExitCode.OK;
    }

    private static void write(Path file, GuardRecord record) {
        try {
            Files.writeString(file, text(record.encoded()), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException exists) {
            throw new RefusalException(
                    ExitCode.CONFIG, file + " exists already and stays as it is; choose another name", exists);
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot write " + file + ": " + failed, failed);
        }
    }

    private static String text(Bytes ascii) {
        return new String(ascii.toArray(), StandardCharsets.US_ASCII);
    }

    // Import

    private ExitCode take(DataDirectory directory, Configuration configuration, List<Place> places, Path file) {
        GuardRecord arrived = read(file);
        Place place = places.stream()
                .filter(each -> each.chain().id(each.suite().hash()).equals(arrived.chain()))
                .findFirst()
                .orElseThrow(() -> new RefusalException(
                        ExitCode.GENESIS_MISMATCH,
                        file + " is of chain " + arrived.chain() + ", which is not in " + directory.root()
                                + "; put its genesis.conf there first, or take the file of the right chain"));
        requireOwnKey(directory, configuration, place, arrived.key(), file);
        return switch (place.records().take(arrived)) {
            case Outcome.Contradiction both ->
                throw new RefusalException(
                        ExitCode.DOUBLE_SIGN_REFUSED,
                        "the key signed two things at one position: " + position(both.here()) + " was "
                                + both.here().object() + " here and "
                                + both.arrived().object() + " as " + file
                                + " says; two nodes used it. Nothing was changed. Stop both and find out which signatures"
                                + " left; give the delegate a new key rather than going on with this one");
            case Outcome.Taken taken -> {
                say(places, taken.now(), change(taken), "");
                yield ExitCode.OK;
            }
        };
    }

    private static String change(Outcome.Taken taken) {
        if (taken.begun()) {
            return "a new record here";
        }
        return taken.raised().isEmpty()
                ? "unchanged: the record here knew as much or more"
                : "raised: "
                        + taken.raised().stream().map(Enum::name).collect(Collectors.joining(", "))
                        + " went forward here";
    }

    private static GuardRecord read(Path file) {
        try {
            long size = Files.size(file);
            byte[] content = size > GuardRecord.BYTES_MAX ? new byte[0] : Files.readAllBytes(file);
            return GuardRecord.decode(Bytes.wrap(content))
                    .orElseThrow(() -> new RefusalException(
                            ExitCode.KEY,
                            file
                                    + " is no exported record or is damaged: its checksum or form is wrong; export it again"
                                    + " where the key was used last"));
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot read " + file + ": " + failed, failed);
        }
    }

    private static void requireOwnKey(
            DataDirectory directory, Configuration configuration, Place place, PublicKey key, Path file) {
        boolean development = configuration.get(NodeSettings.NETWORK).equals(NodeSettings.DEVELOPMENT);
        boolean stored = new Keystore(directory.keys(), place.suite())
                .list().stream()
                        .anyMatch(each -> each.role() == KeyRole.SIGNING
                                && each.publicKey().equals(key));
        if (!stored && !(development && new DevKeys(place.suite()).isTestKey(key))) {
            throw new RefusalException(
                    ExitCode.KEY,
                    file + " is of key " + key.bytes() + ", which is none of the signing keys in " + directory.keys()
                            + "; put the key there first, or take the file of the right key");
        }
    }

    // What is said

    private void say(List<Place> places, GuardRecord record, String what, String advice) {
        if (arguments.has("json")) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("chain", name(places, record));
            fields.put("chainId", record.chain().toString());
            fields.put(KEY, record.key().bytes().toHex());
            fields.put("result", what);
            fields.put("last", positions(record).toList());
            program.out().println(Json.line(fields));
            return;
        }
        program.out()
                .println("key " + record.key().bytes() + " on chain '" + name(places, record) + "', " + what
                        + positions(record).map(line -> "\n  " + line).collect(Collectors.joining())
                        + (advice.isEmpty() ? "" : "\n" + advice));
    }

    private static Stream<String> positions(GuardRecord record) {
        return record.last().isEmpty()
                ? Stream.of("nothing was signed yet")
                : record.last().values().stream().map(request -> "last signed " + position(request));
    }

    private static String position(SignRequest request) {
        return request.type() + " at " + request.major() + (request.minor() == 0 ? "" : "/" + request.minor());
    }

    private static String name(List<Place> places, GuardRecord record) {
        return places.stream()
                .filter(place -> place.chain().id(place.suite().hash()).equals(record.chain()))
                .map(place -> place.chain().name())
                .findFirst()
                .orElse(record.chain().toString());
    }
}
