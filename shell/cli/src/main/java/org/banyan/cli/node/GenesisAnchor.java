package org.banyan.cli.node;

import java.nio.file.Path;
import java.util.List;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.json.JsonException;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;

/** Ties the genesis file of a chain to its parent: the node's sub-command {@code anchor}, which knows the form of such files. */
public final class GenesisAnchor {
    /** Largest checkpoint that fits into the arguments of a process everywhere. */
    static final int CHECKPOINT_BYTES_MAX = 12 * 1024;

    private GenesisAnchor() {}

    /** What became of the file. */
    public sealed interface Result {
        /**
         * The file names the parent.
         *
         * @param genesisHeader canonical
         * @param producers canonical set that certifies the first block
         */
        record Anchored(String chain, ChainId chainId, String lightClient, Bytes genesisHeader, Bytes producers)
                implements Result {}

        /** Refused; why stands on standard error already. */
        record Refused(int code) implements Result {}
    }

    /**
     * Writes the parent into the file when it names none.
     *
     * @param lightClient id of the parent's consensus
     * @param checkpoint canonical bytes of what is trusted of the parent
     */
    public static Result anchor(Terminal terminal, Path genesis, String lightClient, Bytes checkpoint) {
        if (checkpoint.size() > CHECKPOINT_BYTES_MAX) {
            throw new CliException(
                    ExitCode.CHECK_NEGATIVE,
                    "CHECKPOINT_TOO_LARGE",
                    "the parent's checkpoint has " + checkpoint.size() + " bytes, more than " + CHECKPOINT_BYTES_MAX,
                    "write the parents section into the genesis file by hand");
        }
        NodeProcess.Captured captured = NodeProcess.capture(
                terminal,
                List.of(
                        "anchor",
                        "--genesis=" + genesis,
                        "--light-client=" + lightClient,
                        "--checkpoint=" + checkpoint.toHex(),
                        "--json"));
        return captured.code() == ExitCode.OK.code() ? parse(captured.lines()) : new Result.Refused(captured.code());
    }

    private static Result parse(List<String> lines) {
        try {
            if (lines.isEmpty() || !(Json.parse(lines.getLast()) instanceof Json.Object said)) {
                throw new JsonException("it is no object");
            }
            return new Result.Anchored(
                    said.text("chain"),
                    ChainId.fromHex(said.text("chainId")),
                    said.text("lightClient"),
                    Bytes.fromHex(said.text("genesisHeader")),
                    Bytes.fromHex(said.text("producers")));
        } catch (JsonException | IllegalArgumentException malformed) {
            throw new CliException(
                    ExitCode.UPGRADE_NEEDED,
                    "NODE_ANSWER_UNKNOWN",
                    "the node's program answered in a form that this version does not know: " + malformed.getMessage(),
                    "use command line and node of the same version");
        }
    }
}
