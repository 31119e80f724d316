package org.banyan.node.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.SignRequest;
import org.banyan.types.crypto.SignatureType;

/**
 * Takes the record of a key from one node to another. What arrives can only add to what is known here: for each type the later request stays, so that a file
 * that is too old allows nothing that was refused before. RELIABILITY.md RS5.
 */
public final class GuardTransfer {
    private GuardTransfer() {}

    /** What became of a record that arrived. */
    public sealed interface Outcome {
        /**
         * @param now what the file says
         * @param begun there was no record before
         * @param raised types of which the record that arrived knew a later request
         */
        record Taken(GuardRecord now, boolean begun, List<SignatureType> raised) implements Outcome {
            public Taken {
                raised = List.copyOf(raised);
            }
        }

        /** The key signed two things at one position. Nothing was changed. */
        record Contradiction(SignRequest here, SignRequest arrived) implements Outcome {}
    }

    /**
     * What a guard's file says.
     *
     * @throws SignGuardException if it is missing, damaged, or in use
     */
    public static GuardRecord read(Path path) {
        GuardFile file = new GuardFile(path, new DiskGuardFiles());
        GuardFiles.Lock lock = file.lock();
        try {
            GuardRecord record = file.read();
            file.release(lock);
            return record;
        } catch (SignGuardException refused) {
            throw GuardFile.released(lock, refused);
        }
    }

    /**
     * Adds what {@code arrived} knows to a guard's file, which is made when there is none.
     *
     * @throws SignGuardException if the file is damaged, in use, or of another chain or key; it is left as it was then
     */
    public static Outcome raise(Path path, GuardRecord arrived) {
        return raise(path, arrived, new DiskGuardFiles());
    }

    static Outcome raise(Path path, GuardRecord arrived, GuardFiles files) {
        GuardFile file = new GuardFile(path, files);
        GuardFiles.Lock lock = file.lock();
        try {
            Outcome outcome = raise(file, arrived);
            file.release(lock);
            return outcome;
        } catch (SignGuardException refused) {
            throw GuardFile.released(lock, refused);
        }
    }

    private static Outcome raise(GuardFile file, GuardRecord arrived) {
        Optional<GuardRecord> known = file.find();
        GuardRecord here = known.orElseGet(() -> new GuardRecord(arrived.chain(), arrived.key(), Map.of()));
        if (!here.chain().equals(arrived.chain()) || !here.key().equals(arrived.key())) {
            throw new SignGuardException(file.path() + " is the sign guard of key "
                    + here.key().bytes() + " on chain " + here.chain() + ", and what arrived is of key "
                    + arrived.key().bytes() + " on chain " + arrived.chain());
        }
        Map<SignatureType, SignRequest> next = new TreeMap<>(here.last());
        List<SignatureType> raised = new ArrayList<>();
        for (SignRequest each : arrived.last().values()) {
            SignRequest mine = here.last().get(each.type());
            if (mine == null || each.mayFollow(mine) && !mine.mayFollow(each)) {
                next.put(each.type(), each);
                raised.add(each.type());
            } else if (!mine.mayFollow(each) && !each.mayFollow(mine)) {
                return new Outcome.Contradiction(mine, each);
            }
        }
        GuardRecord now = new GuardRecord(here.chain(), here.key(), next);
        if (known.isEmpty() || !raised.isEmpty()) {
            store(file, now);
        }
        return new Outcome.Taken(now, known.isEmpty(), raised);
    }

    private static void store(GuardFile file, GuardRecord record) {
        try {
            file.store(record);
        } catch (IOException failed) {
            throw new SignGuardException("cannot write the sign guard's file " + file.path(), failed);
        }
    }
}
