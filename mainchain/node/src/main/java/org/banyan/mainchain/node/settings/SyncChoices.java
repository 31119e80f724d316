package org.banyan.mainchain.node.settings;

import java.util.List;
import java.util.Optional;
import org.banyan.core.snapshot.SnapshotTrust.NamedBlock;
import org.banyan.node.chain.BlockPruner;
import org.banyan.node.configuration.Setting;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.Height;

/** The settings about catching up, and about what others catch up with. */
public final class SyncChoices {
    private static final String BLOCK_FORM = "HEIGHT@ID of a block, the id in hex digits";

    public static final Setting<Optional<NamedBlock>> CHECKPOINT = new Setting<>(
            "sync-checkpoint",
            BLOCK_FORM + ", or nothing",
            "",
            "A final block of the last days that somebody trusted has shown: snapshots must have it among their block ids. Needed when the genesis is more than ten days old.",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(parse(text)));

    public static final String SNAPSHOT = "snapshot";

    public static final Setting<String> MODE = Setting.choice(
            "sync-mode",
            "full",
            "How a chain begins that has no store here yet: with all its blocks, or with a snapshot from peers; where none serves one, with all blocks.",
            "full",
            SNAPSHOT);
    public static final Setting<Integer> WAIT = Setting.number(
            "sync-wait",
            60,
            1,
            86_400,
            "Seconds that a snapshot from peers is waited for before the chain begins with all its blocks.");
    public static final Setting<Integer> SNAPSHOT_BLOCKS = Setting.number(
            "snapshot-blocks",
            0,
            0,
            100_000_000,
            "A snapshot of each chain is made and served at each multiple of so many blocks; 0 for none.");

    public static final String ARCHIVE = "archive";
    public static final String LIGHT = "light";
    public static final Setting<String> PRUNE = Setting.choice(
            "prune",
            ARCHIVE,
            "What is kept of old final blocks: archive keeps all; full removes bodies and receipts; light keeps headers, certificates and the history alone. The state is always kept.",
            ARCHIVE,
            "full",
            LIGHT);
    public static final Setting<Integer> PRUNE_KEEP = Setting.number(
            "prune-keep",
            100_000,
            (int) BlockPruner.KEEP_MIN,
            1_000_000_000,
            "Newest final blocks that are kept in full where prune is not archive; never fewer than twice as many as marks reach back.");

    private SyncChoices() {}

    static List<Setting<?>> all() {
        return List.of(MODE, WAIT, CHECKPOINT, SNAPSHOT_BLOCKS, PRUNE, PRUNE_KEEP);
    }

    /**
     * A block that was typed.
     *
     * @throws RefusalException if it has another form
     */
    public static NamedBlock namedBlock(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new RefusalException(ExitCode.USAGE, "'" + text + "' is not " + BLOCK_FORM, malformed);
        }
    }

    private static NamedBlock parse(String text) {
        if (!text.matches("[0-9]{1,18}@[0-9a-f]{64}")) {
            throw new IllegalArgumentException(BLOCK_FORM);
        }
        int at = text.indexOf('@');
        return new NamedBlock(
                new Height(Long.parseLong(text.substring(0, at))), new BlockId(Hash.fromHex(text.substring(at + 1))));
    }
}
