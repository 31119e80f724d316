package org.banyan.mainchain.node.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.snapshot.SnapshotException;
import org.banyan.core.snapshot.SnapshotMaker;
import org.banyan.core.snapshot.SnapshotManifest;
import org.banyan.core.snapshot.SnapshotTrust;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.mainchain.node.settings.SyncChoices;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Directories;
import org.banyan.node.directory.Json;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.ChainDefinitions;
import org.banyan.node.snapshot.SnapshotFolder;
import org.banyan.node.snapshot.SnapshotStore;
import org.banyan.node.time.SystemTimeSource;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.specification.ChainSpecification;

/**
 * {@code snapshot create}, {@code verify} and {@code restore}: what a node must have of a chain to go on, from one data directory to another. For stopped nodes;
 * a running one makes snapshots by itself where the setting {@code snapshot-blocks} says so.
 */
final class SnapshotCommand {
    private static final int TOLD_EVERY = 100;

    private final Program program;
    private final Arguments arguments;

    SnapshotCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        Path home = Loading.home(arguments, program.environment(), false);
        Configuration configuration = Loading.configuration(arguments, program.environment(), home, Map.of());
        program.logs(configuration, arguments);
        List<String> words = arguments.words();
        String verb = words.isEmpty() ? "" : words.getFirst();
        boolean named = words.size() == 2;
        if (!(verb.equals("create") && words.size() == 1
                || (verb.equals("verify") || verb.equals("restore")) && named)) {
            throw new RefusalException(
                    ExitCode.USAGE,
                    "use 'snapshot create [--out FOLDER]', 'snapshot verify FOLDER' or 'snapshot restore FOLDER', not"
                            + " 'snapshot " + String.join(" ", words) + "'");
        }
        Parts parts = Parts.of(configuration, home);
        if (verb.equals("verify") && arguments.has("genesis")) {
            return verify(
                    configuration,
                    parts,
                    parts.genesis().read(Path.of(arguments.flag("genesis").orElseThrow())),
                    folder(words));
        }
        try (DataDirectory directory = DataDirectory.open(home)) {
            if (verb.equals("create")) {
                return create(configuration, parts, directory);
            }
            SnapshotFolder folder = folder(words);
            ChainSpecification chain = chainOf(folder.manifest(), parts, directory);
            return verb.equals("verify")
                    ? verify(configuration, parts, chain, folder)
                    : restore(configuration, parts, chain, folder, directory);
        }
    }

    private static SnapshotFolder folder(List<String> words) {
        return SnapshotFolder.open(Path.of(words.get(1)).toAbsolutePath().normalize());
    }

    // Create

    private ExitCode create(Configuration configuration, Parts parts, DataDirectory directory) {
        ChainSpecification specification = chosen(parts, directory);
        ChainDefinition chain = ChainDefinitions.of(parts.plugins(), specification);
        try (KeyValueStore store = parts.plugins()
                .store(configuration.get(NodeSettings.STORE_ENGINE))
                .open(directory.store(specification.name()))) {
            ChainEngine engine = ChainEngine.open(chain, store, PoolLimits.DEFAULT);
            Height height = engine.finalBlock().header().height();
            Path target = arguments
                    .flag("out")
                    .map(Path::of)
                    .orElseGet(() -> directory.snapshots(specification.name()).resolve(height.toString()))
                    .toAbsolutePath()
                    .normalize();
            Progress progress = new Progress("made");
            SnapshotFolder made = SnapshotFolder.write(
                    target,
                    chunks -> new SnapshotMaker(chain, engine.store(), (number, chunk) -> {
                                chunks.take(number, chunk);
                                progress.accept(number + 1);
                            })
                            .make(height));
            say("snapshot", specification, made);
            return ExitCode.OK;
        } catch (SnapshotException impossible) {
            throw new RefusalException(ExitCode.STORE, String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private ChainSpecification chosen(Parts parts, DataDirectory directory) {
        List<String> all = directory.chains();
        Optional<String> named = arguments.flag("chain");
        if (named.isEmpty() && all.size() != 1 || named.isPresent() && !all.contains(named.get())) {
            throw new RefusalException(
                    ExitCode.CONFIG, directory.root() + " has the chains " + all + "; name one of them with --chain");
        }
        return parts.genesis().read(directory.genesis(named.orElseGet(all::getFirst)));
    }

    // Verify and restore

    private ChainSpecification chainOf(SnapshotManifest manifest, Parts parts, DataDirectory directory) {
        for (String name : directory.chains()) {
            ChainSpecification specification = parts.genesis().read(directory.genesis(name));
            var hash = parts.plugins().suite(specification.cryptoSuite()).hash();
            if (specification.id(hash).equals(manifest.chainId())) {
                return specification;
            }
        }
        throw new RefusalException(
                ExitCode.GENESIS_MISMATCH,
                "the snapshot is of chain " + manifest.chainId() + ", and " + directory.root()
                        + " has no genesis of that chain; make its directory with 'banyan node init --genesis FILE'");
    }

    private SnapshotTrust trust() {
        return new SnapshotTrust(
                new SystemTimeSource().now(), arguments.flag("checkpoint").map(SyncChoices::namedBlock));
    }

    private ExitCode verify(
            Configuration configuration, Parts parts, ChainSpecification specification, SnapshotFolder folder) {
        Path scratch = folder.path().resolveSibling(folder.path().getFileName() + ".verifying");
        Directories.delete(scratch);
        try {
            return restored(configuration, parts, specification, folder, scratch, "sound");
        } finally {
            Directories.delete(scratch);
        }
    }

    private ExitCode restore(
            Configuration configuration,
            Parts parts,
            ChainSpecification specification,
            SnapshotFolder folder,
            DataDirectory directory) {
        return restored(configuration, parts, specification, folder, directory.store(specification.name()), "restored");
    }

    private ExitCode restored(
            Configuration configuration,
            Parts parts,
            ChainSpecification specification,
            SnapshotFolder folder,
            Path place,
            String word) {
        SnapshotStore store =
                new SnapshotStore(parts.plugins(), specification, configuration.get(NodeSettings.STORE_ENGINE));
        Verdict verdict = store.restore(
                folder.manifest(), folder.trail(), trust(), folder::chunk, place, new Progress("checked"));
        if (verdict instanceof Verdict.Rejected rejected) {
            throw new RefusalException(
                    ExitCode.CHECK_NEGATIVE,
                    folder.path() + " is refused: " + rejected
                            + "; nothing was changed, take a snapshot from elsewhere");
        }
        say(word, specification, folder);
        return ExitCode.OK;
    }

    // Words

    /** A line from time to time. */
    private final class Progress implements IntConsumer {
        private final String done;

        private Progress(String done) {
            this.done = done;
        }

        @Override
        public void accept(int chunks) {
            if (chunks % TOLD_EVERY == 0) {
                program.err().println(chunks + " chunks " + done);
            }
        }
    }

    private void say(String word, ChainSpecification chain, SnapshotFolder folder) {
        SnapshotManifest manifest = folder.manifest();
        if (arguments.has("json")) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("result", word);
            fields.put("chain", chain.name());
            fields.put("height", manifest.height().value());
            fields.put("block", manifest.block().toString());
            fields.put("values", manifest.values());
            fields.put("chunks", manifest.chunks().size());
            fields.put("bytes", manifest.bytes());
            fields.put("folder", folder.path().toString());
            program.out().println(Json.line(fields));
            return;
        }
        program.out()
                .println(word + ": chain '" + chain.name() + "' at height " + manifest.height() + ", block "
                        + manifest.block() + ", " + manifest.values() + " values in "
                        + manifest.chunks().size() + " chunks of " + manifest.bytes() + " bytes, " + folder.path());
    }
}
