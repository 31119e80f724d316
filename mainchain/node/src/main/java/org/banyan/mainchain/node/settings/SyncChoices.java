package org.banyan.mainchain.node.settings;

import java.util.List;
import java.util.Optional;
import org.banyan.core.snapshot.SnapshotTrust.NamedBlock;
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

    private SyncChoices() {}

    static List<Setting<?>> all() {
        return List.of(CHECKPOINT);
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
