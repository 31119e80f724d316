package org.banyan.contract.test;

import com.acme.stock.ClockReply;
import com.acme.stock.GetRequest;
import com.acme.stock.Stock;
import com.acme.stock.StockContext;
import com.acme.stock.StockFailure;
import com.acme.stock.StoreReply;
import com.acme.stock.StoreRequest;
import com.acme.stock.Stored;
import java.util.List;
import org.banyan.contract.AuthorizationContext;
import org.banyan.types.Amount;

/** Keeps and breaks the rules that the harness watches. */
final class StockKeeper implements Stock {
    private long remembered;

    /** Alice acts for the contract; the code breaks over Bob. */
    @Override
    public boolean authorize(AuthorizationContext context) {
        if (context.signers().contains(ContractTest.BOB.signer().publicKey())) {
            throw new IllegalStateException("a slip of the author");
        }
        return context.signers().contains(ContractTest.ALICE.signer().publicKey());
    }

    @Override
    public StoreReply store(StockContext context, StoreRequest request) {
        if (request.quantity() == 0) {
            throw context.fail(StockFailure.NOTHING, "a quantity is at least 1");
        }
        long held = context.state().held(context.caller(), request.item()).increase(request.quantity());
        context.emit(new Stored(request.item(), request.quantity()));
        return new StoreReply(held);
    }

    @Override
    public StoreReply forget(StockContext context, StoreRequest request) {
        context.state().total().add(Amount.of(request.quantity()));
        return store(context, request);
    }

    @Override
    public StoreReply sneak(StockContext context, StoreRequest request) {
        return store(context, request);
    }

    @Override
    public StoreReply some(StockContext context, StoreRequest request) {
        return store(context, request);
    }

    @Override
    public StoreReply anything(StockContext context, StoreRequest request) {
        return forget(context, request);
    }

    @Override
    public StoreReply remember(StockContext context, StoreRequest request) {
        return new StoreReply(++remembered);
    }

    @Override
    public StoreReply break_(StockContext context, StoreRequest request) {
        throw new IllegalStateException("a slip of the author");
    }

    @Override
    public StoreReply measure(StockContext context, StoreRequest request) {
        return new StoreReply(context.context()
                .batches()
                .aggregate(letters(request), letter -> 10, 0L, letter -> (long) letter - 'a', Long::sum));
    }

    @Override
    public StoreReply miscount(StockContext context, StoreRequest request) {
        long[] seen = {0};
        return new StoreReply(context.context()
                .batches()
                .aggregate(letters(request), letter -> 10, 0L, letter -> letter * ++seen[0], Long::sum));
    }

    @Override
    public StoreReply reach(StockContext context, StoreRequest request) {
        return new StoreReply(context.context()
                .batches()
                .aggregate(
                        letters(request),
                        letter -> 10,
                        0L,
                        letter -> context.state()
                                .held(context.caller(), letter.toString())
                                .get(),
                        Long::sum));
    }

    private static List<Character> letters(StoreRequest request) {
        return request.item().chars().mapToObj(letter -> (char) letter).toList();
    }

    @Override
    public ClockReply clock(StockContext context, StoreRequest request) {
        return new ClockReply(context.height().value(), context.time().millis());
    }

    @Override
    public StoreReply get(StockContext context, GetRequest request) {
        return new StoreReply(
                context.state().held(request.owner(), request.item()).get());
    }

    @Override
    public StoreReply peek(StockContext context, GetRequest request) {
        return new StoreReply(context.state().heldEntries(request.owner(), 10).size());
    }
}
