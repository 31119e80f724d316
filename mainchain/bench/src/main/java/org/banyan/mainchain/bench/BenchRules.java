package org.banyan.mainchain.bench;

import org.banyan.contract.state.AmountCell;
import org.banyan.contract.state.NumberCell;
import org.banyan.types.Address;
import org.banyan.types.Amount;

/** Does what it is asked for, as expensively as it is asked to. Anybody can call everything: for development chains alone. */
public final class BenchRules implements Bench {
    @Override
    public BurnReply burn(BenchContext context, BurnRequest request) {
        return both(context, request);
    }

    @Override
    public BurnReply burnWide(BenchContext context, BurnRequest request) {
        return both(context, request);
    }

    @Override
    public BurnReply burnUndeclared(BenchContext context, BurnRequest request) {
        return both(context, request);
    }

    @Override
    public BurnReply burnLying(BenchContext context, BurnLyingRequest request) {
        NumberCell touched = context.state().cell(request.touched());
        return keep(touched, work(context, touched.get(), request.units()));
    }

    @Override
    public BurnReply link(BenchContext context, LinkRequest request) {
        long from = context.state().cell(request.from()).get();
        return keep(context.state().cell(request.to()), work(context, from, request.units()));
    }

    @Override
    public BurnReply hot(BenchContext context, HotRequest request) {
        NumberCell hot = context.state().hot();
        return keep(hot, work(context, hot.get(), request.units()));
    }

    @Override
    public SendReply send(BenchContext context, SendRequest request) {
        Address from = context.caller();
        AmountCell paying = context.state().balance(from);
        Amount before = paying.get();
        if (before.compareTo(request.amount()) < 0) {
            throw context.fail(BenchFailure.BALANCE_TOO_LOW, from + " holds " + before + ", not " + request.amount());
        }
        paying.set(before.minus(request.amount()));
        AmountCell paid = context.state().balance(request.to());
        paid.set(paid.get().plus(request.amount()));
        context.emit(new Sent(from, request.to(), request.amount()));
        return new SendReply();
    }

    @Override
    public MintReply mint(BenchContext context, MintRequest request) {
        AmountCell balance = context.state().balance(request.to());
        balance.set(balance.get().plus(request.amount()));
        return new MintReply();
    }

    @Override
    public GetCellReply getCell(BenchContext context, GetCellRequest request) {
        return new GetCellReply(context.state().cell(request.key()).get());
    }

    @Override
    public GetHotReply getHot(BenchContext context, GetHotRequest request) {
        return new GetHotReply(context.state().hot().get());
    }

    @Override
    public GetBalanceReply getBalance(BenchContext context, GetBalanceRequest request) {
        return new GetBalanceReply(context.state().balance(request.owner()).get());
    }

    /** The second cell gets what its own value and the first one's result come to, so that the order of calls on either shows. */
    private static BurnReply both(BenchContext context, BurnRequest request) {
        NumberCell first = context.state().cell(request.first());
        NumberCell second = context.state().cell(request.second());
        long result = work(context, first.get(), request.units());
        first.set(result);
        return keep(second, second.get() + result);
    }

    private static BurnReply keep(NumberCell cell, long result) {
        cell.set(result);
        return new BurnReply(result);
    }

    /** Charges first: a call that cannot pay for its work does none. */
    private static long work(BenchContext context, long value, long units) {
        context.context().charge(units);
        return Work.spend(value + 1, units);
    }
}
