package org.banyan.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.ExitCode;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.types.Amount;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.Block;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.Receipt;
import org.banyan.v1.ReceiptStatus;

/** Runs of one command on one chain: funds the accounts each of them needs, then signs, submits and measures. */
final class LoadRun {
    private static final int FUNDING_BATCH = 500;
    private static final int FUNDING_IN_FLIGHT = 8_000;

    private final BanyanClient client;
    private final ClientOptions options;
    private final Stop stop;
    private final Progress progress;
    private final int stallSeconds;
    private final String symbol;
    private long salt = 1;

    /** @throws CliException if the chain is none that test keys may be used on, or has no token to move */
    LoadRun(BanyanClient client, ClientOptions options, Stop stop, Progress progress, int stallSeconds) {
        this.client = client;
        this.options = options;
        this.stop = stop;
        this.progress = progress;
        this.stallSeconds = stallSeconds;
        ChainStatus status = client.status();
        if (!status.getDevelopment()) {
            throw new CliException(
                    ExitCode.CHECK_NEGATIVE,
                    "CHAIN_NOT_FOR_DEVELOPMENT",
                    "chain '" + status.getName()
                            + "' is no development chain, and a load signs with keys that everybody has",
                    "start one with `banyan dev`, or let this command start one with --node own");
        }
        this.symbol = status.getFees().getSymbol();
        if (symbol.isEmpty()) {
            throw new CliException(
                    ExitCode.CHECK_NEGATIVE,
                    "CHAIN_WITHOUT_TOKEN",
                    "chain '" + status.getName() + "' has no fee token, and a load moves that",
                    "load a chain with a fee token, such as that of `banyan dev`");
        }
    }

    /** Longest time that signed transactions stay valid, less a quarter for the way. */
    long validSeconds() {
        ChainStatus status = client.status();
        return status.getMarkWindow() * status.getSlotMillis() / 1000 * 3 / 4;
    }

    /** @return empty when it was stopped before it had begun */
    Optional<LoadResult> run(LoadPlan plan, String label) {
        if (plan.workload().callsBench()) {
            requireBench();
        }
        progress.begin("preparing " + label);
        LoadAccounts accounts =
                LoadAccounts.of(client.facts().suite(), client.addresses(), plan.seed(), plan.accounts());
        List<Operation> operations = new Draw(plan).next(plan.count());
        fund(plan, accounts, operations);
        if (stop.isAsked()) {
            return Optional.empty();
        }
        double before = ClientUse.cpuSeconds();
        List<SignedTransaction> transactions = signing(plan).sign(operations, accounts, take(operations.size()));
        double signed = ClientUse.cpuSeconds();
        Optional<NodeUse> nodeBefore = node();
        progress.begin("running " + label);
        long firstHeight = client.status().getHead().getHeight();
        Track track = new Flight(options, plan, stop, progress, stallSeconds).fly(transactions);
        double ended = ClientUse.cpuSeconds();
        boolean whole = !stop.isAsked(); // else the node may be gone as well
        Optional<NodeUse> used =
                nodeBefore.filter(unused -> whole).flatMap(start -> node().map(end -> end.since(start)));
        return Optional.of(new LoadResult(
                track.sentCount(),
                track.includedCount(),
                track.finalCount(),
                whole ? failed(track, firstHeight) : 0,
                track.refusals(),
                track.committingNanos() / 1e9,
                track.toInclusion(),
                track.toFinality(),
                signed - before,
                ended - signed,
                used));
    }

    private void requireBench() {
        String bench = Operation.Kind.BURN.contract();
        if (client.state().allContracts().stream()
                .noneMatch(contract -> contract.getName().equals(bench))) {
            throw new CliException(
                    ExitCode.CHECK_NEGATIVE,
                    "CHAIN_WITHOUT_BENCH",
                    "chain '" + client.chain() + "' has no contract '" + bench + "', which this workload calls",
                    "load a fresh chain of `banyan dev`, or let this command start one with --node own");
        }
    }

    private Signing signing(LoadPlan plan) {
        return new Signing(client, symbol, rich().getFirst(), plan);
    }

    private List<Signer> rich() {
        DevKeys keys = new DevKeys(client.facts().suite());
        return DevKeys.NAMES.stream().map(keys::signer).toList();
    }

    private long take(int salts) {
        long first = salt;
        salt += salts;
        return first;
    }

    private Optional<NodeUse> node() {
        return NodeUse.of(client, options.api().toString());
    }

    /** What each account can lose at most, from the test accounts; then what the workload wants them to have beside. */
    private void fund(LoadPlan plan, LoadAccounts accounts, List<Operation> operations) {
        int[] own = new int[accounts.count()];
        operations.forEach(operation -> own[operation.sender()]++);
        boolean allowances = plan.workload() == Workload.MIXED;
        boolean tokens = plan.workload().movesBenchTokens();
        Signing signing = signing(plan);
        List<Signer> payers = rich();
        List<SignedTransaction> payments = new ArrayList<>();
        long next = take(2 * accounts.count());
        for (int i = 0; i < own.length; i++) {
            int needed = own[i] + (allowances || tokens ? 1 : 0);
            if (needed > 0) {
                Amount amount = signing.costMax().times(needed);
                payments.add(signing.pay(
                        payers.get(i % payers.size()), accounts.texts().get(i), amount, next++));
            }
        }
        submit(plan, payments, "funding " + payments.size() + " accounts");
        if ((allowances || tokens) && !stop.isAsked()) {
            Signing later = signing(plan);
            List<SignedTransaction> given = new ArrayList<>();
            for (int i = 0; i < own.length; i++) {
                Signer owner = accounts.signers().get(i);
                given.add(
                        allowances
                                ? later.allow(owner, accounts.texts().get((i + 1) % own.length), next++)
                                : later.mint(owner, accounts.texts().get(i), Amount.of(own[i]), next++));
            }
            submit(plan, given, "giving " + given.size() + (allowances ? " allowances" : " accounts tokens"));
        }
    }

    private void submit(LoadPlan plan, List<SignedTransaction> transactions, String stage) {
        progress.begin(stage);
        LoadPlan quiet = plan.atOnce(FUNDING_BATCH, FUNDING_IN_FLIGHT);
        long firstHeight = client.status().getHead().getHeight();
        Track track = new Flight(options, quiet, stop, progress, stallSeconds).fly(transactions);
        if (stop.isAsked()) {
            return;
        }
        if (track.finalCount() < transactions.size() || failed(track, firstHeight) > 0) {
            throw new CliException(
                    ExitCode.CHECK_NEGATIVE,
                    "LOAD_NOT_FUNDED",
                    stage + ": " + track.finalCount() + " of " + transactions.size() + " became final, refused were "
                            + track.refusals() + ", failed " + failed(track, firstHeight),
                    "see whether alice .. judy still have funds: banyan account alice; or begin with a fresh chain");
        }
    }

    /** Of the transactions in blocks, those whose call failed. Read after the run, so that it costs the run nothing. */
    private int failed(Track track, long fromHeight) {
        long top = client.status().getHead().getHeight();
        int failed = 0;
        for (long height = fromHeight; height <= top; height++) {
            Block block = client.block(Long.toString(height));
            for (Receipt receipt : block.getReceiptsList()) {
                boolean ours = track.knows(receipt.getTransactionId());
                failed += ours && receipt.getStatus() == ReceiptStatus.RECEIPT_STATUS_FAILED ? 1 : 0;
            }
        }
        return failed;
    }
}
