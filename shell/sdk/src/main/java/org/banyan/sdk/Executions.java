package org.banyan.sdk;

import com.google.protobuf.ByteString;
import java.util.List;
import org.banyan.sdk.error.BanyanException;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.Execution;
import org.banyan.v1.ExecutionPlan;
import org.banyan.v1.ExecutionServiceGrpc;
import org.banyan.v1.GetBlockGroupsRequest;
import org.banyan.v1.GetBlockGroupsResponse;
import org.banyan.v1.GetConflictsRequest;
import org.banyan.v1.GetConflictsResponse;
import org.banyan.v1.PreviewGroupsRequest;
import org.banyan.v1.PreviewGroupsResponse;

/** How a node runs blocks: what runs at the same time, what does not, and whose declaration is at fault. Thread-safe. */
public final class Executions {
    private static final int PAGE_SIZE = 1_000;

    private final BanyanClient client;
    private final Connection connection;
    private final ExecutionServiceGrpc.ExecutionServiceBlockingStub stub;

    Executions(BanyanClient client, Connection connection) {
        this.client = client;
        this.connection = connection;
        this.stub = ExecutionServiceGrpc.newBlockingStub(connection.channel());
    }

    /**
     * One page of a block's tasks, with all that is said of the block as a whole.
     *
     * @param which a height, a block id, {@code latest} or {@code final}
     * @param pageToken empty for the first page
     * @throws BanyanException STATE_NOT_RETAINED when the node neither keeps how the block was run nor can find out
     */
    public GetBlockGroupsResponse groups(String which, int pageSize, String pageToken) {
        return connection.call(
                stub,
                each -> each.getBlockGroups(GetBlockGroupsRequest.newBuilder()
                        .setChain(client.chain())
                        .setBlock(which)
                        .setPageSize(pageSize)
                        .setPageToken(pageToken)
                        .build()));
    }

    /** The same with all tasks. A block that is traced is traced for each thousand of them. */
    public GetBlockGroupsResponse groups(String which) {
        GetBlockGroupsResponse first = groups(which, PAGE_SIZE, "");
        if (first.getNextPageToken().isEmpty()) {
            return first;
        }
        String id = first.getBlock().getHash();
        ExecutionPlan.Builder plan = first.getExecution().getPlan().toBuilder();
        plan.addAllTasks(Pages.all(
                token -> groups(id, PAGE_SIZE, token.isEmpty() ? first.getNextPageToken() : token),
                page -> page.getExecution().getPlan().getTasksList(),
                GetBlockGroupsResponse::getNextPageToken));
        Execution whole = first.getExecution().toBuilder().setPlan(plan).build();
        return first.toBuilder().setExecution(whole).clearNextPageToken().build();
    }

    /**
     * How transactions would be planned after the head, in this order. They need neither signatures nor fees.
     *
     * @param workers to plan for; as many as the node has when 0
     */
    public PreviewGroupsResponse preview(List<SignedTransaction> transactions, int workers) {
        PreviewGroupsRequest.Builder request =
                PreviewGroupsRequest.newBuilder().setChain(client.chain()).setWorkers(workers);
        transactions.forEach(
                each -> request.addTransactions(ByteString.copyFrom(each.raw().readOnlyArray())));
        return connection.call(stub, each -> each.previewGroups(request.build()));
    }

    /**
     * One page of which methods conflicted. Its counts are those of its blocks alone.
     *
     * @param from the newest block to look at, as in {@link #groups}
     * @param blocks to look at, from there downwards
     * @param contract name or address; empty for all
     * @param pageToken empty for the first page
     */
    public GetConflictsResponse conflicts(String from, int blocks, String contract, String pageToken) {
        return connection.call(
                stub,
                each -> each.getConflicts(GetConflictsRequest.newBuilder()
                        .setChain(client.chain())
                        .setFrom(from)
                        .setBlocks(blocks)
                        .setContract(contract)
                        .setPageToken(pageToken)
                        .build()));
    }
}
