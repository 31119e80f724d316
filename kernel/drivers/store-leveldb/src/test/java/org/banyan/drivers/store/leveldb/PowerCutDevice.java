package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.banyan.drivers.store.leveldb.PowerCutTrace.Event;

/**
 * A device under a store, fed with the beginning of a trace: what surely is on it, and what may be.
 *
 * <p>The model: synced content and synced names are there. Of writes that were not synced, each page of 4 KiB may have arrived or not, in any order, or be
 * torn at a sector of 512 bytes; sizes are set in order. Names change in the order of their calls, as journaling file systems do it, each as a whole; a name
 * may be there before its content is.
 */
final class PowerCutDevice {
    private static final int PAGE = 4096;
    private static final int SECTOR = 512;

    private final Map<Long, StoredFile> byNumber = new TreeMap<>();
    private final Map<String, StoredFile> names = new TreeMap<>();
    private final Map<String, StoredFile> syncedNames = new TreeMap<>();
    private final List<Event> unsyncedNames = new ArrayList<>();
    private final Map<Event, StoredFile> created = new IdentityHashMap<>();
    private long writes;

    /** Decides what arrives of that which was not synced. */
    interface Fate {
        /** How many bytes of the page that was written as number {@code order} arrive. */
        int bytes(long order, int size);

        /** How many of the last {@code unsynced} changes of names arrive. */
        int names(int unsynced);
    }

    /** A change of content that was not synced; pages are counted in the order they were written. */
    private record Pending(long order, Event event) {}

    /** One file: content that is on the device, and what came after. */
    private static final class StoredFile {
        private byte[] synced = new byte[0];
        private final List<Pending> unsynced = new ArrayList<>();

        void syncAll() {
            unsynced.forEach(each -> synced = applied(synced, each.event()));
            unsynced.clear();
        }

        /** What lies in the part is on the device from now on, and with it the size, as for any synced write. */
        void syncPart(long from, long to) {
            List<Pending> later = new ArrayList<>();
            for (Pending each : unsynced) {
                if (each.event() instanceof Event.Written written
                        && (written.at() >= to || written.at() + written.bytes().length <= from)) {
                    later.add(each);
                } else {
                    synced = applied(synced, each.event());
                }
            }
            unsynced.clear();
            unsynced.addAll(later);
        }

        byte[] after(Fate fate) {
            byte[] content = synced;
            for (Pending each : unsynced) {
                content = switch (each.event()) {
                    case Event.Written page -> {
                        int arrived = fate.bytes(each.order(), page.bytes().length);
                        yield arrived == 0
                                ? content
                                : applied(
                                        content,
                                        new Event.Written(
                                                page.file(), page.at(), Arrays.copyOf(page.bytes(), arrived)));
                    }
                    default -> applied(content, each.event());
                };
            }
            return content;
        }

        private static byte[] applied(byte[] content, Event event) {
            return switch (event) {
                case Event.Resized resized -> Arrays.copyOf(content, Math.toIntExact(resized.size()));
                case Event.Written written -> {
                    int end = Math.toIntExact(written.at() + written.bytes().length);
                    byte[] next = Arrays.copyOf(content, Math.max(content.length, end));
                    System.arraycopy(written.bytes(), 0, next, Math.toIntExact(written.at()), written.bytes().length);
                    yield next;
                }
                default -> throw new IllegalArgumentException("no change of content: " + event);
            };
        }
    }

    void apply(Event event) {
        switch (event) {
            case Event.Created it -> {
                StoredFile file = new StoredFile();
                byNumber.put(it.file(), file);
                created.put(event, file);
                rename(event);
            }
            case Event.Moved it -> rename(event);
            case Event.Removed it -> rename(event);
            case Event.NamesSynced it -> {
                unsyncedNames.forEach(each -> rename(each, syncedNames));
                unsyncedNames.clear();
            }
            case Event.Written it -> write(it);
            case Event.Resized it -> file(it.file()).unsynced.add(new Pending(writes, it));
            case Event.Synced it -> file(it.file()).syncAll();
            case Event.PartSynced it -> file(it.file()).syncPart(it.at(), it.at() + it.size());
            case Event.Printed it -> {}
        }
    }

    private void write(Event.Written all) {
        int size = all.bytes().length;
        for (int from = 0; from < size; ) {
            int page = (int) Math.min(size - from, PAGE - (all.at() + from) % PAGE);
            byte[] bytes = Arrays.copyOfRange(all.bytes(), from, from + page);
            file(all.file()).unsynced.add(new Pending(writes++, new Event.Written(all.file(), all.at() + from, bytes)));
            from += page;
        }
    }

    private StoredFile file(long number) {
        StoredFile file = byNumber.get(number);
        if (file == null) {
            throw new IllegalStateException("the trace writes to file " + number + " that it did not create");
        }
        return file;
    }

    private void rename(Event event) {
        rename(event, names);
        unsyncedNames.add(event);
    }

    private void rename(Event event, Map<String, StoredFile> in) {
        switch (event) {
            case Event.Created it -> in.put(it.name(), created.get(event));
            case Event.Moved it -> {
                StoredFile file = in.remove(it.from());
                if (file != null) {
                    in.put(it.to(), file);
                }
            }
            case Event.Removed it -> in.remove(it.name());
            default -> throw new IllegalArgumentException("no change of a name: " + event);
        }
    }

    /** Writes into {@code folder} what a power cut now leaves of the store if {@code fate} will have it so. */
    void afterPowerCut(Path folder, Fate fate) throws IOException {
        Files.createDirectories(folder);
        Map<String, StoredFile> left = new TreeMap<>(syncedNames);
        unsyncedNames.subList(0, fate.names(unsyncedNames.size())).forEach(event -> rename(event, left));
        for (Map.Entry<String, StoredFile> file : left.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue().after(fate));
        }
    }

    /** Pages that a power cut now could take away, in the order they were written. */
    List<Long> unsyncedPages() {
        return names.values().stream()
                .flatMap(file -> file.unsynced.stream())
                .filter(each -> each.event() instanceof Event.Written)
                .map(Pending::order)
                .sorted()
                .toList();
    }

    /** Anything may happen: from nothing to everything arrives, some of it torn. */
    static Fate random(SplittableRandom random) {
        int arriving = random.nextInt(5);
        return new Fate() {
            @Override
            public int bytes(long order, int size) {
                if (random.nextInt(4) >= arriving) {
                    return 0;
                }
                return random.nextInt(8) == 0 ? Math.min(size, SECTOR * (1 + random.nextInt(7))) : size;
            }

            @Override
            public int names(int unsynced) {
                return random.nextInt(3) == 0 ? 0 : random.nextInt(unsynced + 1);
            }
        };
    }

    /**
     * All that can become of {@code pages} when they arrive in order up to any of them, or when one of them is overtaken by another: each with the changes of
     * names and without.
     */
    static List<Fate> enumerated(List<Long> pages) {
        List<Fate> fates = new ArrayList<>();
        for (boolean named : new boolean[] {true, false}) {
            for (int arrived = 0; arrived <= pages.size(); arrived++) {
                fates.add(chosen(pages.subList(0, arrived), named));
                for (int late = 0; late < arrived - 1; late++) {
                    List<Long> overtaken = new ArrayList<>(pages.subList(0, arrived));
                    overtaken.remove(late);
                    fates.add(chosen(overtaken, named));
                }
            }
        }
        return fates;
    }

    private static Fate chosen(List<Long> pages, boolean named) {
        return new Fate() {
            @Override
            public int bytes(long order, int size) {
                return pages.contains(order) ? size : 0;
            }

            @Override
            public int names(int unsynced) {
                return named ? unsynced : 0;
            }
        };
    }
}
