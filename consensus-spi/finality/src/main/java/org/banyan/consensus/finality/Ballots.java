package org.banyan.consensus.finality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/** Reads the votes beside blocks, each once: a witness grows by one entry at a time and is shown whole. Confined to one lane. */
final class Ballots {
    /** Blocks whose votes are remembered; those of others are read again. */
    private static final int BLOCKS_MAX = 256;

    private final Map<BlockId, Read> before = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockId, Read> eldest) {
            return size() > BLOCKS_MAX;
        }
    };

    /** @param news those of {@code all} that were not there the last time */
    record Votes(List<FinalityVote> all, List<FinalityVote> news) {}

    Votes read(BlockId block, Witness witness) {
        Read known = before.getOrDefault(block, Read.NOTHING);
        List<Bytes> payloads = witness.payloads(WitnessEntry.VOTE);
        List<FinalityVote> all = new ArrayList<>(payloads.size());
        List<FinalityVote> news = new ArrayList<>();
        int at = 0;
        for (Bytes payload : payloads) {
            while (at < known.payloads.size() && known.payloads.get(at).compareTo(payload) < 0) {
                at++;
            }
            if (at < known.payloads.size() && known.payloads.get(at).equals(payload)) {
                all.add(known.votes.get(at));
            } else {
                FinalityVote vote = FinalityVote.CODEC.decode(payload);
                all.add(vote);
                news.add(vote);
            }
        }
        before.put(block, new Read(payloads, all));
        return new Votes(all, news);
    }

    /** @param payloads ascending; the vote of each is at the same place */
    private record Read(List<Bytes> payloads, List<FinalityVote> votes) {
        private static final Read NOTHING = new Read(List.of(), List.of());
    }
}
