package org.banyan.codegen.it;

import com.acme.counter.Counter;
import com.acme.counter.CounterContext;
import com.acme.counter.CounterFailure;
import com.acme.counter.GetReply;
import com.acme.counter.GetRequest;
import com.acme.counter.IncrementReply;
import com.acme.counter.IncrementRequest;
import com.acme.counter.Incremented;
import org.banyan.types.Amount;

/** The one class that the author of the counter contract writes. */
final class CountingCounter implements Counter {
    @Override
    public IncrementReply increment(CounterContext context, IncrementRequest request) {
        if (Long.compareUnsigned(request.by(), 100) > 0) {
            throw context.fail(CounterFailure.TOO_MUCH, "at most 100 at once");
        }
        long count = context.state().count(context.caller()).increase(request.by());
        context.state().total().add(Amount.of(request.by()));
        context.emit(new Incremented(context.caller(), count));
        return new IncrementReply(count);
    }

    @Override
    public GetReply get(CounterContext context, GetRequest request) {
        return new GetReply(context.state().count(request.owner()).get());
    }
}
