package org.banyan.node.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.types.Bytes;

/**
 * A disk in memory that fails before or after its n-th step. Renames become durable only when the directory is synced; whether an unsynced rename survives
 * the cut is the test's choice.
 */
final class PowerCutFiles implements GuardFiles {
    enum UnsyncedRename {
        LOST,
        KEPT
    }

    private final Map<Path, Bytes> durable = new TreeMap<>();
    private final Map<Path, Bytes> visible = new TreeMap<>();
    private int stepsLeft = Integer.MAX_VALUE;
    private boolean tears;

    /** Lets {@code steps} more steps succeed. */
    void failAfter(int steps, boolean tearTheNextWrite) {
        stepsLeft = steps;
        tears = tearTheNextWrite;
    }

    /** The power comes back: what was not synced is gone, or not. */
    void restart(UnsyncedRename renames) {
        if (renames == UnsyncedRename.LOST) {
            visible.clear();
            visible.putAll(durable);
        }
        stepsLeft = Integer.MAX_VALUE;
    }

    void overwrite(Path file, Bytes content) {
        visible.put(file, content);
        durable.put(file, content);
    }

    Bytes content(Path file) {
        return Optional.ofNullable(visible.get(file)).orElseThrow();
    }

    @Override
    public Optional<Lock> lock(Path file) {
        return Optional.of(() -> {});
    }

    @Override
    public Optional<Bytes> read(Path file, int bytesMax) {
        return Optional.ofNullable(visible.get(file));
    }

    @Override
    public void writeSynced(Path file, Bytes content) throws IOException {
        if (stepsLeft == 0 && tears) {
            overwrite(file, content.slice(0, content.size() / 2));
        }
        step();
        overwrite(file, content);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        step();
        visible.put(to, Optional.ofNullable(visible.remove(from)).orElseThrow());
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        step();
        durable.clear();
        durable.putAll(visible);
    }

    private void step() throws IOException {
        if (stepsLeft == 0) {
            throw new IOException("the power is cut");
        }
        stepsLeft--;
    }
}
