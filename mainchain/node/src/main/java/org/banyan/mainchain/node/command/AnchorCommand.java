package org.banyan.mainchain.node.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.store.StateMemory;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.mainchain.node.tree.HostedChain;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.chain.ThreadLane;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Directories;
import org.banyan.node.directory.Json;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.ChainHost;
import org.banyan.node.host.ChainPlan;
import org.banyan.node.host.HostParts;
import org.banyan.node.time.SystemTimeSource;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ParentChain;

/**
 * Names a parent in a chain's genesis, where it names none yet, and says what the parent needs to register the chain: its genesis header and first producers.
 */
final class AnchorCommand {
    private final Program program;
    private final Arguments arguments;

    AnchorCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        Configuration configuration = Loading.configuration(
                arguments, program.environment(), Loading.home(arguments, program.environment(), true), Map.of());
        program.logs(configuration, arguments);
        Parts parts = Parts.ofEveryNetwork();
        Path file = Path.of(needed("genesis"));
        ChainSpecification specification = anchored(parts, file);
        program.out().println(Json.line(describe(parts, specification)));
        return ExitCode.OK;
    }

    private String needed(String flag) {
        return arguments
                .flag(flag)
                .orElseThrow(() -> new RefusalException(ExitCode.USAGE, "anchor needs --" + flag + "; see --help"));
    }

    private ChainSpecification anchored(Parts parts, Path file) {
        ChainSpecification written = parts.genesis().read(file);
        Optional<String> checkpoint = arguments.flag("checkpoint");
        if (checkpoint.isEmpty()) {
            return written;
        }
        ParentChain parent = parent(checkpoint.get());
        if (!written.parents().isEmpty()) {
            if (written.parents().stream().noneMatch(each -> each.chainId().equals(parent.chainId()))) {
                throw new RefusalException(
                        ExitCode.GENESIS_MISMATCH,
                        file + " names another parent, "
                                + written.parents().getFirst().chainId()
                                + "; a chain keeps its parent: register it there, or make a new chain");
            }
            return written;
        }
        append(file, parent);
        return parts.genesis().read(file);
    }

    private ParentChain parent(String hex) {
        try {
            Checkpoint checkpoint = Checkpoint.CODEC.decode(Bytes.fromHex(hex));
            return new ParentChain(
                    checkpoint.header().chainId(), needed("light-client"), checkpoint.header(), checkpoint.childSet());
        } catch (CodecException | IllegalArgumentException malformed) {
            throw new RefusalException(
                    ExitCode.USAGE,
                    "--checkpoint is no canonical checkpoint in hex: " + malformed.getMessage(),
                    malformed);
        }
    }

    /** At the end, so that everything else stays as somebody wrote it. */
    private static void append(Path file, ParentChain parent) {
        String section = """

                # The chain that indexes this one, and the block of it that this one trusts to start from. Written when it was registered.
                parents = [
                  {
                    chain-id = "%s"
                    light-client = "%s"
                    anchor-header-hex = "%s"
                    anchor-set-hex = "%s"
                  }
                ]
                """.formatted(
                        parent.chainId().hash().toHex(),
                        parent.lightClient(),
                        Header.CODEC.encode(parent.anchorHeader()).toHex(),
                        ProducerSet.CODEC.encode(parent.anchorSet()).toHex());
        try {
            DataDirectory.replace(file.toAbsolutePath(), Files.readString(file).stripTrailing() + "\n" + section);
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot write " + file + ": " + failed, failed);
        }
    }

    /** Makes genesis in a store of its own, which is thrown away. */
    private static Map<String, Object> describe(Parts parts, ChainSpecification specification) {
        Path folder = temporary();
        try (ChainHost host = new ChainHost(new HostParts(
                parts.plugins(),
                new SystemTimeSource(),
                Runnable::run,
                new SequentialRunner(),
                ThreadLane::new,
                plan -> ChainObserver.NONE,
                (chain, failure) -> {}))) {
            RunningChain chain = host.start(new ChainPlan(
                    specification,
                    NodeSettings.STORE_ENGINE.builtIn(),
                    folder.resolve("store"),
                    List.of(),
                    PoolLimits.DEFAULT,
                    StateMemory.DEFAULT));
            HostedChain hosted = new HostedChain(chain);
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("chain", specification.name());
            described.put("chainId", chain.chainId().toString());
            described.put("lightClient", specification.consensus().id());
            described.put(
                    "genesisHeader",
                    Header.CODEC.encode(hosted.header(Height.GENESIS)).toHex());
            described.put(
                    "producers",
                    ProducerSet.CODEC.encode(hosted.producers(Height.GENESIS)).toHex());
            described.put(
                    "parents",
                    specification.parents().stream()
                            .map(parent -> parent.chainId().toString())
                            .toList());
            return described;
        } finally {
            Directories.delete(folder);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("banyan-anchor");
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot make a temporary folder: " + failed, failed);
        }
    }
}
