package @package@;

/** What the contract does. Deterministic: no clock, no randomness, no input but the call and the state. */
public final class @Name@Rules implements @Name@ {
    @Override
    public AddReply add(@Name@Context context, AddRequest request) {
        requireSome(context, request.quantity());
        long held = context.state().held(context.caller(), request.item()).increase(request.quantity());
        context.emit(new Changed(context.caller(), request.item(), held));
        return new AddReply(held);
    }

    @Override
    public RemoveReply remove(@Name@Context context, RemoveRequest request) {
        requireSome(context, request.quantity());
        var cell = context.state().held(context.caller(), request.item());
        long held = cell.get();
        if (Long.compareUnsigned(held, request.quantity()) < 0) {
            throw context.fail(@Name@Failure.NOT_ENOUGH, "only " + Long.toUnsignedString(held) + " are held");
        }
        long left = held - request.quantity();
        cell.set(left);
        context.emit(new Changed(context.caller(), request.item(), left));
        return new RemoveReply(left);
    }

    @Override
    public GetReply get(@Name@Context context, GetRequest request) {
        return new GetReply(context.state().held(request.owner(), request.item()).get());
    }

    private static void requireSome(@Name@Context context, long quantity) {
        if (quantity == 0) {
            throw context.fail(@Name@Failure.QUANTITY_ZERO, "a quantity is at least 1");
        }
    }
}
