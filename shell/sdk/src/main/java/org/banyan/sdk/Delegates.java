package org.banyan.sdk;

import org.banyan.sdk.error.BanyanException;
import org.banyan.v1.ConsensusServiceGrpc;
import org.banyan.v1.ExplainSlotRequest;
import org.banyan.v1.ExplainSlotResponse;
import org.banyan.v1.GetDelegateRequest;
import org.banyan.v1.GetDelegateResponse;
import org.banyan.v1.GetRoundRequest;
import org.banyan.v1.GetScheduleRequest;
import org.banyan.v1.GetScheduleResponse;
import org.banyan.v1.ListDelegatesRequest;
import org.banyan.v1.ListDelegatesResponse;
import org.banyan.v1.ListRoundsRequest;
import org.banyan.v1.ListRoundsResponse;
import org.banyan.v1.Round;
import org.banyan.v1.SubscribeRoundsRequest;
import org.banyan.v1.SubscribeRoundsResponse;

/**
 * Who builds when on a chain, and why a slot stayed empty. Thread-safe.
 *
 * <p>What the chain's consensus does not have, slots or rounds of them, is refused with {@link BanyanException} CONSENSUS_WITHOUT_ROUNDS.
 */
public final class Delegates {
    /** The round that runs now. */
    public static final String LATEST = "latest";

    private final BanyanClient client;
    private final Connection connection;
    private final ConsensusServiceGrpc.ConsensusServiceBlockingStub stub;

    Delegates(BanyanClient client, Connection connection) {
        this.client = client;
        this.connection = connection;
        this.stub = ConsensusServiceGrpc.newBlockingStub(connection.channel());
    }

    /** @param round a number, or {@link #LATEST} */
    public Round round(String round) {
        return connection
                .call(
                        stub,
                        each -> each.getRound(GetRoundRequest.newBuilder()
                                .setChain(client.chain())
                                .setRound(round)
                                .build()))
                .getRound();
    }

    /**
     * Newest first, without their calculation.
     *
     * @param pageToken empty for the first page
     */
    public ListRoundsResponse rounds(int pageSize, String pageToken) {
        return connection.call(
                stub,
                each -> each.listRounds(ListRoundsRequest.newBuilder()
                        .setChain(client.chain())
                        .setPageSize(pageSize)
                        .setPageToken(pageToken)
                        .build()));
    }

    /**
     * Rounds as they go on, without their calculation.
     *
     * @param from a cursor of an earlier item, a number, or {@link #LATEST}
     */
    public ResumingStream<SubscribeRoundsResponse> follow(String from) {
        return new ResumingStream<>(
                connection,
                last -> stub.subscribeRounds(SubscribeRoundsRequest.newBuilder()
                        .setChain(client.chain())
                        .setFrom(last.map(SubscribeRoundsResponse::getCursor)
                                .filter(cursor -> !cursor.isEmpty())
                                .orElse(from))
                        .build()));
    }

    /**
     * The next slots.
     *
     * @param delegate an address; empty for all
     */
    public GetScheduleResponse schedule(String delegate, int slots) {
        return connection.call(
                stub,
                each -> each.getSchedule(GetScheduleRequest.newBuilder()
                        .setChain(client.chain())
                        .setDelegate(delegate)
                        .setSlots(slots)
                        .build()));
    }

    public ListDelegatesResponse all() {
        return connection.call(
                stub,
                each -> each.listDelegates(ListDelegatesRequest.newBuilder()
                        .setChain(client.chain())
                        .build()));
    }

    /** @throws BanyanException DELEGATE_NOT_FOUND when it neither builds nor certifies */
    public GetDelegateResponse one(String address) {
        return connection.call(
                stub,
                each -> each.getDelegate(GetDelegateRequest.newBuilder()
                        .setChain(client.chain())
                        .setDelegate(address)
                        .build()));
    }

    /**
     * What became of a slot and why.
     *
     * @param round a number or {@link #LATEST}; empty when {@code slot} counts from genesis
     */
    public ExplainSlotResponse explain(String round, String slot) {
        return connection.call(
                stub,
                each -> each.explainSlot(ExplainSlotRequest.newBuilder()
                        .setChain(client.chain())
                        .setRound(round)
                        .setSlot(slot)
                        .build()));
    }
}
