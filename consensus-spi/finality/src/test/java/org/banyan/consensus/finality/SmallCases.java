package org.banyan.consensus.finality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.block.ProducerSet;

/**
 * Every run of a few voters over a small tree of blocks and a few rounds, by the rules that the gadget uses ({@link VotingRule}, {@link Cast}), with no time
 * and no network: whatever votes exist may or may not have reached anybody.
 *
 * <p><b>Why rounds suffice.</b> What a vote needs are votes of lower (round, phase), and a voter's own votes rise by (round, phase). So every run, in whatever
 * order its messages came, has the same votes as a run in which all prevotes of round 1 are cast first, then its precommits, then round 2. Only those are
 * searched.
 *
 * <p><b>Voters.</b> <em>Honest</em> ones learn any certificate that exists, or not; they prevote for any block that their lock allows, or not; they precommit
 * to any block certified in the round, or not. <em>Open</em> liars have cast every vote there is and show each to whom they like. A <em>sneaky</em> liar casts
 * any votes that evidence cannot convict it of: if a conflict needs at least f + 1 convicted, then none is reachable with f open liars and one sneaky one.
 *
 * <p><b>Symmetry.</b> Honest voters are interchangeable, and so are the two branches; one state of each class is looked at.
 */
final class SmallCases {
    /** A tree of blocks by their parents, and the mirror image of each. Genesis is 0; a child's number is higher than its parent's. */
    enum Tree {
        /** 1 and 2 in a line, 3 and 4 in another. */
        TWO_LINES(List.of(0, 0, 1, 0, 3), List.of(0, 3, 4, 1, 2)),
        /** 1 with the children 2 and 3; 4 beside it. */
        FORK_ABOVE_A_FORK(List.of(0, 0, 1, 1, 0), List.of(0, 1, 3, 2, 4));

        private final List<Integer> parent;
        private final List<Integer> mirror;

        Tree(List<Integer> parent, List<Integer> mirror) {
            this.parent = parent;
            this.mirror = mirror;
        }
    }

    private static final int BLOCKS = 5;
    private static final int NONE = 0;
    private static final int ROUNDS_MAX = 7;

    private final VotingRule rule;
    private final Tree tree;
    private final int honest;
    private final boolean sneaky;
    private final int open;
    private final int rounds;
    private final ProducerSet set;
    private final Source[][] sources = new Source[ROUNDS_MAX + 1][BLOCKS];
    private long explored;

    /** @param rounds how many */
    SmallCases(VotingRule rule, Tree tree, int honest, boolean sneaky, int open, int rounds) {
        this.rule = rule;
        this.tree = tree;
        this.honest = honest;
        this.sneaky = sneaky;
        this.open = open;
        this.rounds = rounds;
        this.set = TestProducers.count(new StubCryptoSuite(), honest + open + (sneaky ? 1 : 0))
                .set();
        for (int round = 0; round <= ROUNDS_MAX; round++) {
            for (int block = 0; block < BLOCKS; block++) {
                sources[round][block] = round == 0 ? Source.NONE : new Source(round, id(block));
            }
        }
    }

    /** What a search was looking for. */
    enum Wanted {
        CONFLICT,
        HONEST_ACCUSED
    }

    /** States looked at so far. */
    long explored() {
        return explored;
    }

    /** The first state, round by round, that shows what is wanted. */
    Optional<String> find(Wanted wanted) {
        Set<Key> level = new HashSet<>(Set.of(new State().key()));
        for (int round = 1; round <= rounds; round++) {
            Set<Key> next = new HashSet<>();
            for (Key key : level) {
                State state = State.of(key, this);
                Optional<String> found = prevotes(state, round, 0, new int[honest], wanted, next);
                if (found.isPresent()) {
                    return found;
                }
            }
            explored += next.size();
            level = next;
        }
        return Optional.empty();
    }

    // Prevotes: each honest voter in turn, then the sneaky one

    private Optional<String> prevotes(State state, int round, int voter, int[] votes, Wanted wanted, Set<Key> next) {
        if (voter == honest) {
            return sneakyPrevote(state, round, votes, wanted, next);
        }
        votes[voter] = NONE;
        Optional<String> found = prevotes(state, round, voter + 1, votes, wanted, next);
        int lockRound = state.lockRound[voter];
        int lockBlock = state.lockBlock[voter];
        for (int r = 0; r < round && found.isEmpty(); r++) {
            for (int b = 0; b < BLOCKS && found.isEmpty(); b++) {
                boolean isKnown = r == lockRound && b == lockBlock || state.isCertified(r, b);
                Source learned = rule.lock(sources[lockRound][lockBlock], sources[r][b]);
                if (isKnown && learned.equals(sources[r][b])) {
                    state.lockRound[voter] = r;
                    state.lockBlock[voter] = b;
                    found = prevoteFor(state, round, voter, votes, wanted, next);
                }
            }
        }
        state.lockRound[voter] = lockRound;
        state.lockBlock[voter] = lockBlock;
        votes[voter] = NONE;
        return found;
    }

    private Optional<String> prevoteFor(State state, int round, int voter, int[] votes, Wanted wanted, Set<Key> next) {
        Source lock = sources[state.lockRound[voter]][state.lockBlock[voter]];
        for (int b = 1; b < BLOCKS; b++) {
            if (!rule.mayPrevote(lock, isExtended(b, state.lockBlock[voter]))) {
                continue;
            }
            if (wanted == Wanted.HONEST_ACCUSED && isConvicted(state.precommits[voter], round, b, lock)) {
                return Optional.of("voter " + voter + " prevotes block " + b + " in round " + round + " from " + lock
                        + " after " + state);
            }
            votes[voter] = b;
            Optional<String> found = prevotes(state, round, voter + 1, votes, wanted, next);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> sneakyPrevote(State state, int round, int[] votes, Wanted wanted, Set<Key> next) {
        for (int b = 0; b < BLOCKS; b++) {
            if (b == NONE || sneaky && canSneak(state, round, b)) {
                Optional<String> found = certify(state, round, votes, b, wanted, next);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether there is a source, true or invented, with which the vote counts and does not convict. */
    private boolean canSneak(State state, int round, int block) {
        for (int r = 0; r < round; r++) {
            for (int b = 0; b < BLOCKS; b++) {
                boolean counts = rule.counts(
                        sources[r][b], state.finalRound(block), state.isCertified(r, b), isExtended(block, b));
                if (counts && !isConvicted(state.precommits[honest], round, block, sources[r][b])) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Which blocks are certified once these prevotes are cast. */
    private Optional<String> certify(
            State state, int round, int[] votes, int sneakyVote, Wanted wanted, Set<Key> next) {
        int mask = 0;
        for (int b = 1; b < BLOCKS; b++) {
            long weight = open;
            weight += sneakyVote == b ? 1 : 0;
            for (int voter = 0; voter < honest; voter++) {
                int r = state.lockRound[voter];
                int c = state.lockBlock[voter];
                boolean isKnown = r == 0 || state.isCertified(r, c);
                weight +=
                        votes[voter] == b && rule.counts(sources[r][c], state.finalRound(b), isKnown, isExtended(b, c))
                                ? 1
                                : 0;
            }
            mask |= rule.isQuorum(weight, set) ? 1 << b : 0;
        }
        state.certified[round] = mask;
        Optional<String> found = precommits(state, round, 0, wanted, next);
        state.certified[round] = 0;
        return found;
    }

    // Precommits

    private Optional<String> precommits(State state, int round, int voter, Wanted wanted, Set<Key> next) {
        boolean isHonest = voter < honest;
        if (!isHonest && (voter > honest || !sneaky)) {
            return finish(state, round, wanted, next);
        }
        int lockRound = isHonest ? state.lockRound[voter] : 0;
        int lockBlock = isHonest ? state.lockBlock[voter] : 0;
        for (int b = 0; b < BLOCKS; b++) {
            boolean isCertified = state.isCertified(round, b);
            if (b != NONE && isHonest && !rule.mayPrecommit(isCertified)) {
                continue;
            }
            state.precommits[voter][round] = b;
            if (isHonest) {
                Source lock = sources[lockRound][lockBlock];
                boolean isLocked = b != NONE
                        && isCertified
                        && !rule.lock(lock, sources[round][b]).equals(lock);
                state.lockRound[voter] = isLocked ? round : lockRound;
                state.lockBlock[voter] = isLocked ? b : lockBlock;
            }
            Optional<String> found = precommits(state, round, voter + 1, wanted, next);
            if (found.isPresent()) {
                return found;
            }
        }
        state.precommits[voter][round] = NONE;
        if (isHonest) {
            state.lockRound[voter] = lockRound;
            state.lockBlock[voter] = lockBlock;
        }
        return Optional.empty();
    }

    private Optional<String> finish(State state, int round, Wanted wanted, Set<Key> next) {
        for (int b = 1; b < BLOCKS; b++) {
            long weight = open;
            for (int[] precommits : state.precommits) {
                weight += precommits[round] == b ? 1 : 0;
            }
            state.finals[round] |= rule.isQuorum(weight, set) ? 1 << b : 0;
        }
        int finals = state.allFinal();
        Optional<String> found =
                wanted == Wanted.CONFLICT && isConflict(finals) ? Optional.of(state.toString()) : Optional.empty();
        if (round == rounds || found.isPresent()) {
            explored++;
        } else if (wanted != Wanted.CONFLICT || finals != 0 || round < rounds - 1 || canFinalizeTwo()) {
            next.add(state.key());
        }
        state.finals[round] = 0;
        return found;
    }

    /** Whether two blocks could become final in one round. */
    private boolean canFinalizeTwo() {
        long needed = 0;
        while (!rule.isQuorum(open + needed, set)) {
            needed++;
        }
        return 2 * needed <= honest + (sneaky ? 1 : 0);
    }

    private boolean isConvicted(int[] precommits, int round, int block, Source source) {
        for (int r = 1; r < round; r++) {
            int x = precommits[r];
            Cast earlier = new Cast(r, Phase.PRECOMMIT, id(x), Source.NONE);
            Cast later = new Cast(round, Phase.PREVOTE, id(block), source);
            if (x != NONE && earlier.isBrokenBy(later, isExtended(block, x))) {
                return true;
            }
        }
        return false;
    }

    private boolean isConflict(int finals) {
        for (int a = 1; a < BLOCKS; a++) {
            for (int b = a + 1; b < BLOCKS; b++) {
                boolean both = (finals & 1 << a) != 0 && (finals & 1 << b) != 0;
                if (both && !isExtended(a, b) && !isExtended(b, a)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isExtended(int block, int ancestor) {
        int at = block;
        while (at > ancestor) {
            at = tree.parent.get(at);
        }
        return at == ancestor;
    }

    private static BlockId id(int block) {
        return new BlockId(new Hash(0, 0, 0, block + 1L));
    }

    /** Bytes of a state, the least of its class. */
    private record Key(String text) {}

    /** What the rounds so far leave behind: all that later rounds depend on. */
    private final class State {
        private final int[] certified = new int[ROUNDS_MAX + 1];
        private final int[] lockRound = new int[honest];
        private final int[] lockBlock = new int[honest];
        private final int[][] precommits = new int[honest + (sneaky ? 1 : 0)][ROUNDS_MAX + 1];
        private final int[] finals = new int[ROUNDS_MAX + 1];

        private static State of(Key key, SmallCases cases) {
            State state = cases.new State();
            int at = 0;
            String text = key.text;
            for (int r = 1; r <= cases.rounds; r++) {
                state.certified[r] = text.charAt(at++);
                state.finals[r] = text.charAt(at++);
            }
            for (int v = 0; v < state.precommits.length; v++) {
                for (int r = 1; r <= cases.rounds; r++) {
                    state.precommits[v][r] = text.charAt(at++);
                }
                if (v < cases.honest) {
                    state.lockRound[v] = text.charAt(at++);
                    state.lockBlock[v] = text.charAt(at++);
                }
            }
            return state;
        }

        boolean isCertified(int round, int block) {
            return round == 0 ? block == 0 : (certified[round] & 1 << block) != 0;
        }

        int allFinal() {
            int all = 0;
            for (int mask : finals) {
                all |= mask;
            }
            return all;
        }

        /** The latest round in which the block or an ancestor became final: somebody may look at the block with that one in mind. */
        long finalRound(int block) {
            long latest = 0;
            for (int r = 1; r <= rounds; r++) {
                for (int b = 1; b < BLOCKS; b++) {
                    latest = (finals[r] & 1 << b) != 0 && isExtended(block, b) ? r : latest;
                }
            }
            return latest;
        }

        Key key() {
            String plain = text(false);
            String mirrored = text(true);
            return new Key(plain.compareTo(mirrored) <= 0 ? plain : mirrored);
        }

        private String text(boolean mirrored) {
            StringBuilder text = new StringBuilder();
            for (int r = 1; r <= rounds; r++) {
                text.append((char) mask(certified[r], mirrored)).append((char) mask(finals[r], mirrored));
            }
            String[] voters = new String[honest];
            for (int v = 0; v < honest; v++) {
                voters[v] = precommits(v, mirrored) + (char) lockRound[v] + (char) block(lockBlock[v], mirrored);
            }
            Arrays.sort(voters);
            for (String voter : voters) {
                text.append(voter);
            }
            return sneaky ? text.append(precommits(honest, mirrored)).toString() : text.toString();
        }

        private String precommits(int voter, boolean mirrored) {
            StringBuilder text = new StringBuilder();
            for (int r = 1; r <= rounds; r++) {
                text.append((char) block(precommits[voter][r], mirrored));
            }
            return text.toString();
        }

        private int block(int block, boolean mirrored) {
            return mirrored ? tree.mirror.get(block) : block;
        }

        private int mask(int mask, boolean mirrored) {
            int image = 0;
            for (int b = 0; b < BLOCKS; b++) {
                image |= (mask & 1 << b) != 0 ? 1 << block(b, mirrored) : 0;
            }
            return image;
        }

        @Override
        public String toString() {
            List<String> text = new ArrayList<>();
            for (int r = 1; r <= rounds; r++) {
                text.add("round " + r + ": certified " + blocks(certified[r]));
            }
            for (int v = 0; v < precommits.length; v++) {
                text.add((v < honest ? "honest voter " : "sneaky liar ") + v + " precommits "
                        + Arrays.toString(precommits[v]));
            }
            text.add("final " + blocks(allFinal()));
            return String.join("; ", text);
        }

        private static List<Integer> blocks(int mask) {
            List<Integer> blocks = new ArrayList<>();
            for (int b = 0; b < BLOCKS; b++) {
                if ((mask & 1 << b) != 0) {
                    blocks.add(b);
                }
            }
            return blocks;
        }
    }
}
