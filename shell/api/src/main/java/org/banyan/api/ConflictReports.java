package org.banyan.api;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.banyan.api.ChainReader.Found;
import org.banyan.core.execution.Tracing;
import org.banyan.core.execution.conflict.ConflictAnalysis;
import org.banyan.core.execution.conflict.MethodAccess;
import org.banyan.core.execution.conflict.MethodConflict;
import org.banyan.types.Address;
import org.banyan.v1.ConflictFault;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetConflictsRequest;
import org.banyan.v1.GetConflictsResponse;

/** Answers which methods conflict in recent blocks, by tracing them: as many in one answer as cost no more than one full block. */
final class ConflictReports {
    static final int BLOCKS_DEFAULT = 16;
    static final int BLOCKS_MAX = 256;

    /** Methods and pairs of one answer. */
    static final int ENTRIES_MAX = 200;

    /** Transactions of one answer, beside what they cost; the first block is looked at in any case. */
    private static final int TRANSACTIONS_MAX = 20_000;

    private final HostedChains chains;

    ConflictReports(HostedChains chains) {
        this.chains = chains;
    }

    /** What was looked at so far. */
    private static final class Progress {
        private final ConflictAnalysis analysis = new ConflictAnalysis();
        private long units;
        private int blocks;
        private int transactions;
        private String endsBecause = "";
    }

    /** Within a turn at tracing and at reading. */
    GetConflictsResponse answer(GetConflictsRequest request) {
        ChainReader reader = chains.find(request.getChain());
        int wanted = blocks(request.getBlocks());
        Optional<Address> only = only(reader, request.getContract());
        Found from = reader.block(
                request.getPageToken().isEmpty() ? request.getFrom() : Pages.decode(request.getPageToken()));
        long newest = from.block().header().height().value();
        Progress progress = new Progress();
        long height = newest;
        while (height > 0 && progress.blocks < wanted && hasRoom(reader, progress) && progress.endsBecause.isEmpty()) {
            look(reader, height == newest ? from : reader.block(Long.toString(height)), progress);
            height--;
        }
        return message(reader, progress, only)
                .setHead(reader.head())
                .setNewest(newest)
                .setOldest(progress.blocks == 0 ? newest : newest - progress.blocks + 1)
                .setEndsBecause(height == 0 && progress.blocks < wanted ? "below is genesis" : progress.endsBecause)
                .setNextPageToken(
                        height > 0 && progress.blocks < wanted && progress.endsBecause.isEmpty()
                                ? Pages.encode(Long.toString(height))
                                : "")
                .build();
    }

    private static int blocks(int asked) {
        if (asked < 0 || asked > BLOCKS_MAX) {
            throw ApiFailure.field("blocks", "give a number from 0 to " + BLOCKS_MAX);
        }
        return asked == 0 ? BLOCKS_DEFAULT : asked;
    }

    private static Optional<Address> only(ChainReader reader, String contract) {
        return contract.isEmpty()
                ? Optional.empty()
                : Optional.of(reader.at(
                        ChainReader.LATEST,
                        point -> ContractEndpoint.find(reader, point, contract)
                                .record()
                                .address()));
    }

    private static boolean hasRoom(ChainReader reader, Progress progress) {
        long unitsMax = reader.chain().specification().limits().blockCost();
        return progress.blocks == 0 || progress.units < unitsMax && progress.transactions < TRANSACTIONS_MAX;
    }

    private static void look(ChainReader reader, Found found, Progress progress) {
        if (found.block().body().transactions().isEmpty()) {
            progress.blocks++;
            return;
        }
        Tracing.Traced traced;
        try {
            traced = BlockTraces.trace(reader, found);
        } catch (ApiFailure gone) {
            if (progress.blocks == 0 || gone.reason() != ErrorReason.ERROR_REASON_STATE_NOT_RETAINED) {
                throw gone;
            }
            progress.endsBecause = String.valueOf(gone.getMessage());
            return;
        }
        progress.analysis.add(traced.transactions());
        progress.blocks++;
        progress.transactions += traced.transactions().size();
        traced.transactions().forEach(each -> progress.units += each.cost());
    }

    private static GetConflictsResponse.Builder message(ChainReader reader, Progress progress, Optional<Address> only) {
        ExecutionMessages messages = new ExecutionMessages(reader);
        var answer =
                GetConflictsResponse.newBuilder().setBlocks(progress.blocks).setTransactions(progress.transactions);
        progress.analysis.methods().stream()
                .filter(method -> only.isEmpty() || method.method().contract().equals(only.get()))
                .sorted(Comparator.comparingLong(ConflictReports::toSay).reversed())
                .limit(ENTRIES_MAX)
                .forEach(method -> answer.addMethods(method(messages, reader, method)));
        List<MethodConflict> conflicts = progress.analysis.conflicts();
        conflicts.stream()
                .filter(pair -> only.isEmpty()
                        || pair.one().contract().equals(only.get())
                        || pair.other().contract().equals(only.get()))
                .limit(ENTRIES_MAX)
                .forEach(pair -> answer.addConflicts(conflict(messages, reader, pair)));
        return answer;
    }

    private static long toSay(MethodAccess method) {
        long wrong = method.undeclaredCalls() + (long) method.unusedCalls() + method.rangeCalls();
        return wrong * Integer.MAX_VALUE + method.calls();
    }

    private static org.banyan.v1.MethodAccess method(
            ExecutionMessages messages, ChainReader reader, MethodAccess method) {
        Address contract = method.method().contract();
        var message = org.banyan.v1.MethodAccess.newBuilder()
                .setContract(reader.text(contract))
                .setContractName(messages.name(contract))
                .setMethod(method.method().method())
                .setDeclared(ExecutionMessages.declared(method.precision()))
                .setSerialLane(method.serial())
                .setCalls(method.calls())
                .setUnits(method.units())
                .setUndeclaredCalls(method.undeclaredCalls())
                .setUnusedCalls(method.unusedCalls())
                .setRangeCalls(method.rangeCalls());
        method.undeclared().ifPresent(use -> message.setUndeclared(messages.use(use.key(), use.mode(), use.prefix())));
        method.unused().ifPresent(use -> message.setUnused(messages.use(use.key(), use.mode(), use.prefix())));
        return message.build();
    }

    private static org.banyan.v1.MethodConflict conflict(
            ExecutionMessages messages, ChainReader reader, MethodConflict pair) {
        Address one = pair.one().contract();
        Address other = pair.other().contract();
        return org.banyan.v1.MethodConflict.newBuilder()
                .setOneContract(reader.text(one))
                .setOneContractName(messages.name(one))
                .setOneMethod(pair.one().method())
                .setOtherContract(reader.text(other))
                .setOtherContractName(messages.name(other))
                .setOtherMethod(pair.other().method())
                .setReal(pair.real())
                .setUndeclared(pair.undeclared())
                .setNeedless(pair.needless())
                .setKey(messages.key(pair.key()))
                .setFault(
                        switch (pair.fault()) {
                            case NOBODY -> ConflictFault.CONFLICT_FAULT_NOBODY;
                            case ONE -> ConflictFault.CONFLICT_FAULT_ONE;
                            case OTHER -> ConflictFault.CONFLICT_FAULT_OTHER;
                            case BOTH -> ConflictFault.CONFLICT_FAULT_BOTH;
                        })
                .build();
    }
}
