package org.banyan.contracts.token;

import org.banyan.contract.SystemAddresses;
import org.banyan.types.Address;
import org.banyan.types.Amount;

/**
 * Fungible tokens of any number of symbols (aelf whitepaper 5.3.5.4), also in the fee role.
 *
 * <p>For each symbol the balances sum up to its supply, but for what is reserved for fees within a block; supply never passes the greatest supply. Amounts
 * move by {@code take} and {@code add}, so that transfers between different accounts, and many to one, do not conflict.
 */
public final class FungibleTokens implements Token {
    static final int DECIMALS_MAX = 36;
    static final int LISTED_MAX = 1000;

    @Override
    public CreateReply create(TokenContext context, CreateRequest request) {
        String symbol = request.symbol();
        if (!isSymbol(symbol)) {
            throw context.fail(
                    TokenFailure.SYMBOL_MALFORMED,
                    "a symbol is 1 to 12 capital letters and digits, starting with a letter");
        }
        if (Integer.compareUnsigned(request.decimals(), DECIMALS_MAX) > 0) {
            throw context.fail(TokenFailure.DECIMALS_TOO_MANY, "a token has at most " + DECIMALS_MAX + " decimals");
        }
        if (!isKernel(context) && !request.issuer().equals(context.caller())) {
            throw context.fail(TokenFailure.NOT_ISSUER, "the issuer of a new token is the caller");
        }
        if (context.state().info(symbol).isPresent()) {
            throw context.fail(TokenFailure.SYMBOL_TAKEN, "token " + symbol + " exists already");
        }
        context.state()
                .info(symbol)
                .set(new TokenInfo(symbol, request.name(), request.decimals(), request.issuer(), request.supplyMax()));
        context.emit(new Created(symbol, request.issuer()));
        return new CreateReply();
    }

    private static boolean isSymbol(String symbol) {
        return !symbol.isEmpty()
                && symbol.charAt(0) >= 'A'
                && symbol.charAt(0) <= 'Z'
                && symbol.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9');
    }

    @Override
    public IssueReply issue(TokenContext context, IssueRequest request) {
        requireAmount(context, request.amount());
        TokenInfo info = info(context, request.symbol());
        if (!isKernel(context) && !info.issuer().equals(context.caller())) {
            throw context.fail(TokenFailure.NOT_ISSUER, "only " + info.issuer() + " issues " + info.symbol());
        }
        Amount supply = context.state().supply(info.symbol()).get();
        if (info.supplyMax().minus(supply).compareTo(request.amount()) < 0) {
            throw context.fail(
                    TokenFailure.SUPPLY_EXCEEDED,
                    "the supply of " + supply + " would pass the greatest, " + info.supplyMax());
        }
        context.state().supply(info.symbol()).set(supply.plus(request.amount()));
        context.state().balance(request.to(), info.symbol()).add(request.amount());
        context.emit(new Issued(info.symbol(), request.to(), request.amount(), request.memo()));
        return new IssueReply();
    }

    @Override
    public TransferReply transfer(TokenContext context, TransferRequest request) {
        move(context, context.caller(), request.to(), request.symbol(), request.amount(), request.memo());
        return new TransferReply();
    }

    private static void move(
            TokenContext context, Address from, Address to, String symbol, Amount amount, String memo) {
        requireAmount(context, amount);
        takeBalance(context, from, symbol, amount);
        context.state().balance(to, symbol).add(amount);
        context.emit(new Transferred(from, to, symbol, amount, memo));
    }

    private static void takeBalance(TokenContext context, Address from, String symbol, Amount amount) {
        if (!context.state().balance(from, symbol).take(amount)) {
            throw context.fail(TokenFailure.BALANCE_TOO_LOW, from + " has less than " + amount + " " + symbol);
        }
    }

    @Override
    public ApproveReply approve(TokenContext context, ApproveRequest request) {
        context.state()
                .allowance(context.caller(), request.spender(), request.symbol())
                .set(request.amount());
        context.emit(new Approved(context.caller(), request.spender(), request.symbol(), request.amount()));
        return new ApproveReply();
    }

    @Override
    public TransferFromReply transferFrom(TokenContext context, TransferFromRequest request) {
        boolean allowed = context.state()
                .allowance(request.from(), context.caller(), request.symbol())
                .take(request.amount());
        if (!allowed) {
            throw context.fail(
                    TokenFailure.ALLOWANCE_TOO_LOW,
                    request.from() + " allowed " + context.caller() + " less than " + request.amount() + " "
                            + request.symbol());
        }
        move(context, request.from(), request.to(), request.symbol(), request.amount(), request.memo());
        return new TransferFromReply();
    }

    @Override
    public BurnReply burn(TokenContext context, BurnRequest request) {
        requireAmount(context, request.amount());
        takeBalance(context, context.caller(), request.symbol(), request.amount());
        if (!context.state().supply(request.symbol()).take(request.amount())) {
            throw new IllegalStateException("a balance of " + request.symbol() + " exceeded its supply");
        }
        context.emit(new Burned(context.caller(), request.symbol(), request.amount(), request.memo()));
        return new BurnReply();
    }

    @Override
    public GetTokenReply getToken(TokenContext context, GetTokenRequest request) {
        TokenInfo info = info(context, request.symbol());
        return new GetTokenReply(info, context.state().supply(info.symbol()).get());
    }

    @Override
    public ListTokensReply listTokens(TokenContext context, ListTokensRequest request) {
        return new ListTokensReply(context.state().infoEntries(LISTED_MAX).stream()
                .map(TokenState.InfoEntry::value)
                .toList());
    }

    @Override
    public GetBalanceReply getBalance(TokenContext context, GetBalanceRequest request) {
        return new GetBalanceReply(
                context.state().balance(request.owner(), request.symbol()).get());
    }

    @Override
    public ListBalancesReply listBalances(TokenContext context, ListBalancesRequest request) {
        return new ListBalancesReply(context.state().balanceEntries(request.owner(), LISTED_MAX).stream()
                .map(entry -> new Holding(entry.symbol(), entry.value()))
                .toList());
    }

    @Override
    public GetAllowanceReply getAllowance(TokenContext context, GetAllowanceRequest request) {
        return new GetAllowanceReply(context.state()
                .allowance(request.owner(), request.spender(), request.symbol())
                .get());
    }

    @Override
    public GetFeeTokenReply getFeeToken(TokenContext context, GetFeeTokenRequest request) {
        return new GetFeeTokenReply(context.state().feeSymbol().get().orElse(""));
    }

    @Override
    public SetFeeTokenReply setFeeToken(TokenContext context, SetFeeTokenRequest request) {
        requireKernel(context);
        context.state().feeSymbol().set(info(context, request.symbol()).symbol());
        return new SetFeeTokenReply();
    }

    @Override
    public ReserveFeesReply reserveFees(TokenContext context, FeeEntries request) {
        requireKernel(context);
        String symbol = feeSymbol(context);
        for (FeeEntry entry : request.entries()) {
            if (!context.state().balance(entry.account(), symbol).take(entry.amount())) {
                throw context.fail(
                        TokenFailure.FEES_UNCOVERED,
                        entry.account() + " has less than " + entry.amount() + " " + symbol);
            }
        }
        return new ReserveFeesReply();
    }

    @Override
    public SettleFeesReply settleFees(TokenContext context, FeeEntries request) {
        requireKernel(context);
        String symbol = feeSymbol(context);
        request.entries()
                .forEach(entry ->
                        context.state().balance(entry.account(), symbol).add(entry.amount()));
        return new SettleFeesReply();
    }

    @Override
    public SpendableFeesReply spendableFees(TokenContext context, SpendableFeesRequest request) {
        return new SpendableFeesReply(context.state()
                .feeSymbol()
                .get()
                .map(symbol ->
                        context.state().balance(request.account(), symbol).get())
                .orElse(Amount.ZERO));
    }

    private static String feeSymbol(TokenContext context) {
        return context.state().feeSymbol().require(TokenFailure.SYMBOL_UNKNOWN, "no token is chosen for fees");
    }

    private static TokenInfo info(TokenContext context, String symbol) {
        return context.state().info(symbol).require(TokenFailure.SYMBOL_UNKNOWN, "there is no token " + symbol);
    }

    private static void requireAmount(TokenContext context, Amount amount) {
        if (amount.isZero()) {
            throw context.fail(TokenFailure.AMOUNT_ZERO, "the amount is 0");
        }
    }

    private static void requireKernel(TokenContext context) {
        if (!isKernel(context)) {
            throw context.fail(TokenFailure.NOT_KERNEL, "only the kernel calls this method");
        }
    }

    private static boolean isKernel(TokenContext context) {
        return context.caller().equals(SystemAddresses.KERNEL);
    }
}
