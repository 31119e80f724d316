package org.banyan.contracts.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;
import static org.banyan.contract.test.ContractTest.CAROL;
import static org.banyan.contract.test.ContractTest.FUNDS;
import static org.banyan.contract.test.ContractTest.PRODUCER;
import static org.banyan.contract.test.ContractTest.TOKEN;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.banyan.contract.AccessSet;
import org.banyan.contract.CallSite;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractContext;
import org.banyan.contract.ContractInterface;
import org.banyan.contract.ContractMethod;
import org.banyan.contract.SystemAddresses;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.contracts.account.AccountClient;
import org.banyan.contracts.account.GetPolicyRequest;
import org.banyan.contracts.account.Policy;
import org.banyan.contracts.account.SetPolicyRequest;
import org.banyan.contracts.account.TrustedAccount;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

/** The rules of {@code docs/spi/fees.md}, on the token contract. */
class FeeRoleTest {
    private static final Amount PRICE = Amount.of(3);

    private final ContractTest chain =
            ContractTest.setup(new TrustedToken().create()).unitPrice(PRICE).start();

    @Test
    void fees_1_a_chain_without_a_contract_in_the_role_runs_and_takes_no_fees() {
        ContractTest free = ContractTest.with(new TrustedAccount().create());

        CallResult<?> result = free.as(ALICE)
                .on(ALICE.address())
                .send(AccountClient.SET_POLICY, new SetPolicyRequest(new Policy(List.of(), 0)));

        assertThat(result.fee()).isEqualTo(Amount.ZERO);
        assertThat(free.view(AccountClient.GET_POLICY, new GetPolicyRequest())).isNotNull();

        ContractTest priced = ContractTest.setup(new TrustedAccount().create())
                .unitPrice(PRICE)
                .start();
        assertThat(priced.as(ALICE)
                        .send(AccountClient.SET_POLICY, new SetPolicyRequest(new Policy(List.of(), 0)))
                        .refusal()
                        .rule())
                .hasToString("TX-FEE-TOO-LOW");
    }

    @Test
    void fees_2_the_argument_is_a_list_of_accounts_and_amounts() {
        Bytes entries = FeeEntries.CODEC.encode(entries(ALICE.address(), 5));

        assertThat(entries.toHex())
                .isEqualTo("0a25" + "0a20" + ALICE.address().bytes().toHex() + "120105");
    }

    @Test
    void fees_2_entries_ascend_and_a_block_without_fees_makes_no_call() {
        RecordedToken token = new RecordedToken(new TrustedToken().create(), new ArrayList<>(), new ArrayList<>());

        CallResult<TransferReply> result =
                transfer(ContractTest.setup(token).unitPrice(PRICE).start(), 10);

        Amount limit = PRICE.times(20_000_000);
        assertThat(token.reserved.get(0)).containsExactly(new FeeEntry(ALICE.address(), limit));
        assertThat(token.settled.get(0))
                .containsExactlyInAnyOrder(
                        new FeeEntry(ALICE.address(), limit.minus(result.fee())), new FeeEntry(PRODUCER, result.fee()))
                .isSortedAccordingTo(Comparator.comparing(FeeEntry::account));

        token.reserved.clear();
        token.settled.clear();
        assertThat(transfer(ContractTest.with(token), 10).isSuccess()).isTrue();
        assertThat(token.reserved).isEmpty();
        assertThat(token.settled).isEmpty();
    }

    /** Remembers what the kernel asked of the fee role. */
    private record RecordedToken(Contract token, List<List<FeeEntry>> reserved, List<List<FeeEntry>> settled)
            implements Contract {
        @Override
        public ContractInterface describe() {
            return token.describe();
        }

        @Override
        public Bytes call(String method, Bytes arguments, ContractContext context) {
            if (method.equals("ReserveFees")) {
                reserved.add(FeeEntries.CODEC.decode(arguments).entries());
            } else if (method.equals("SettleFees")) {
                settled.add(FeeEntries.CODEC.decode(arguments).entries());
            }
            return token.call(method, arguments, context);
        }

        @Override
        public void check(String method, Bytes arguments) {
            token.check(method, arguments);
        }

        @Override
        public AccessSet access(String method, Bytes arguments, CallSite site) {
            return token.access(method, arguments, site);
        }
    }

    @Test
    void fees_3_only_the_kernel_reserves_and_settles() {
        assertThat(chain.as(ALICE)
                        .send(TokenClient.RESERVE_FEES, entries(BOB.address(), 5))
                        .failureCode())
                .isEqualTo(TokenFailure.NOT_KERNEL);
        assertThat(chain.as(ALICE)
                        .send(TokenClient.SETTLE_FEES, entries(ALICE.address(), 5))
                        .failureCode())
                .isEqualTo(TokenFailure.NOT_KERNEL);
    }

    @Test
    void fees_4_reserving_takes_from_all_accounts_or_from_none() {
        ContractTest free = ContractTest.with(new TrustedToken().create());
        FeeEntries uncovered = new FeeEntries(List.of(
                new FeeEntry(ALICE.address(), Amount.of(5)), new FeeEntry(BOB.address(), FUNDS.plus(Amount.of(1)))));

        assertThat(kernel(free, TokenClient.RESERVE_FEES, uncovered).failureCode())
                .isEqualTo(TokenFailure.FEES_UNCOVERED);
        assertThat(balance(free, ALICE.address())).isEqualTo(FUNDS);

        assertThat(kernel(free, TokenClient.RESERVE_FEES, entries(ALICE.address(), 5))
                        .isSuccess())
                .isTrue();
        assertThat(balance(free, ALICE.address())).isEqualTo(FUNDS.minus(Amount.of(5)));
    }

    @Test
    void fees_5_a_block_whose_payer_cannot_cover_its_limit_is_invalid() {
        chain.as(ALICE)
                .send(TokenClient.TRANSFER, new TransferRequest(BOB.address(), TOKEN, almostAll(), ""))
                .reply();
        chain.nextBlock();

        assertThat(transfer(1).refusal().rule()).hasToString("TX-FEE-UNPAYABLE");
    }

    @Test
    void fees_6_what_is_reserved_at_block_start_cannot_be_spent_in_the_block() {
        CallResult<TransferReply> result =
                chain.as(ALICE).send(TokenClient.TRANSFER, new TransferRequest(BOB.address(), TOKEN, FUNDS, ""));

        assertThat(result.failureCode()).isEqualTo(TokenFailure.BALANCE_TOO_LOW);
    }

    @Test
    void fees_7_the_fee_is_price_times_cost_the_producer_gets_it_and_the_payer_the_rest() {
        CallResult<TransferReply> result = transfer(10);

        assertThat(result.fee()).isEqualTo(PRICE.times(result.cost()));
        assertThat(result.fee().isZero()).isFalse();
        assertThat(balance(chain, PRODUCER)).isEqualTo(result.fee());
        assertThat(balance(chain, ALICE.address()))
                .isEqualTo(FUNDS.minus(Amount.of(10)).minus(result.fee()));
        assertThat(balance(chain, CAROL.address())).isEqualTo(FUNDS.plus(Amount.of(10)));
    }

    @Test
    void fees_8_a_call_that_fails_pays_too() {
        CallResult<TransferReply> result = transfer(0);

        assertThat(result.failureCode()).isEqualTo(TokenFailure.AMOUNT_ZERO);
        assertThat(result.fee().isZero()).isFalse();
        assertThat(balance(chain, ALICE.address())).isEqualTo(FUNDS.minus(result.fee()));
        assertThat(balance(chain, PRODUCER)).isEqualTo(result.fee());
    }

    @Test
    void fees_10_what_an_account_can_spend_is_its_balance_of_the_fee_token() {
        assertThat(chain.view(TokenClient.SPENDABLE_FEES, new SpendableFeesRequest(ALICE.address()))
                        .amount())
                .isEqualTo(FUNDS);
        assertThat(chain.view(TokenClient.SPENDABLE_FEES, new SpendableFeesRequest(PRODUCER))
                        .amount())
                .isEqualTo(Amount.ZERO);
        assertThat(SpendableFeesRequest.CODEC
                        .encode(new SpendableFeesRequest(ALICE.address()))
                        .toHex())
                .isEqualTo("0a20" + ALICE.address().bytes().toHex());
        assertThat(SpendableFeesReply.CODEC
                        .encode(new SpendableFeesReply(Amount.of(5)))
                        .toHex())
                .isEqualTo("0a0105");
    }

    /** Leaves less than a transaction's fee limit. */
    private static Amount almostAll() {
        return FUNDS.minus(PRICE.times(20_000_000));
    }

    private CallResult<TransferReply> transfer(long amount) {
        return transfer(chain, amount);
    }

    private static CallResult<TransferReply> transfer(ContractTest chain, long amount) {
        return chain.as(ALICE)
                .send(TokenClient.TRANSFER, new TransferRequest(CAROL.address(), TOKEN, Amount.of(amount), ""));
    }

    private static <R> CallResult<R> kernel(
            ContractTest chain, ContractMethod<FeeEntries, R> method, FeeEntries entries) {
        return chain.as(SystemAddresses.KERNEL).send(method, entries);
    }

    private static FeeEntries entries(Address account, long amount) {
        return new FeeEntries(List.of(new FeeEntry(account, Amount.of(amount))));
    }

    private static Amount balance(ContractTest chain, Address account) {
        return chain.view(TokenClient.GET_BALANCE, new GetBalanceRequest(account, TOKEN))
                .amount();
    }
}
