package org.banyan.contracts.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;
import static org.banyan.contract.test.ContractTest.CAROL;
import static org.banyan.contract.test.ContractTest.FUNDS;
import static org.banyan.contract.test.ContractTest.TOKEN;

import org.banyan.contract.SystemAddresses;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.contract.test.TestAccount;
import org.banyan.types.Amount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final Amount FIVE = Amount.of(5);

    private final ContractTest chain = ContractTest.with(new TrustedToken().create());

    @Test
    void a_created_token_is_issued_up_to_its_greatest_supply_and_listed() {
        assertThat(create("GOLD", 10).events("Created", Created.CODEC))
                .containsExactly(new Created("GOLD", ALICE.address()));
        CallResult<IssueReply> issued = issue(ALICE, "GOLD", BOB, 10);

        assertThat(issued.events("Issued", Issued.CODEC))
                .containsExactly(new Issued("GOLD", BOB.address(), Amount.of(10), "why"));
        assertThat(issue(ALICE, "GOLD", BOB, 1).failureCode()).isEqualTo(TokenFailure.SUPPLY_EXCEEDED);
        GetTokenReply token = chain.view(TokenClient.GET_TOKEN, new GetTokenRequest("GOLD"));
        assertThat(token.supply()).isEqualTo(Amount.of(10));
        assertThat(token.info()).isEqualTo(new TokenInfo("GOLD", "Name of GOLD", 2, ALICE.address(), Amount.of(10)));
        assertThat(chain.view(TokenClient.LIST_TOKENS, new ListTokensRequest()).tokens())
                .extracting(TokenInfo::symbol)
                .containsExactly("GOLD", TOKEN);
    }

    @Test
    void a_supply_can_reach_the_greatest_amount_and_not_pass_it() {
        Amount rest = Amount.MAX.minus(FUNDS.times(4));

        assertThat(chain.as(ALICE)
                        .send(TokenClient.ISSUE, new IssueRequest(TOKEN, CAROL.address(), rest.plus(Amount.of(1)), ""))
                        .failureCode())
                .isEqualTo(TokenFailure.SUPPLY_EXCEEDED);
        assertThat(chain.as(ALICE)
                        .send(TokenClient.ISSUE, new IssueRequest(TOKEN, CAROL.address(), rest, ""))
                        .isSuccess())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gold", "1GOLD", "GO-LD", "GÖLD", " GOLD"})
    void a_symbol_has_one_form(String symbol) {
        assertThat(create(symbol, 10).failureCode()).isEqualTo(TokenFailure.SYMBOL_MALFORMED);
    }

    @Test
    void only_a_new_symbol_is_created_by_its_own_issuer_with_few_decimals() {
        assertThat(create(TOKEN, 10).failureCode()).isEqualTo(TokenFailure.SYMBOL_TAKEN);
        assertThat(chain.as(BOB)
                        .send(TokenClient.CREATE, new CreateRequest("GOLD", "", 0, FIVE, ALICE.address()))
                        .failureCode())
                .isEqualTo(TokenFailure.NOT_ISSUER);
        assertThat(chain.as(ALICE)
                        .send(TokenClient.CREATE, new CreateRequest("GOLD", "", 37, FIVE, ALICE.address()))
                        .failureCode())
                .isEqualTo(TokenFailure.DECIMALS_TOO_MANY);
        assertThat(chain.as(ALICE)
                        .send(TokenClient.CREATE, new CreateRequest("GOLD", "", -1, FIVE, ALICE.address()))
                        .failureCode())
                .isEqualTo(TokenFailure.DECIMALS_TOO_MANY);
    }

    @Test
    void only_the_issuer_issues_and_only_what_exists() {
        assertThat(issue(BOB, TOKEN, BOB, 1).failureCode()).isEqualTo(TokenFailure.NOT_ISSUER);
        assertThat(issue(ALICE, "NONE", BOB, 1).failureCode()).isEqualTo(TokenFailure.SYMBOL_UNKNOWN);
        assertThat(issue(ALICE, TOKEN, BOB, 0).failureCode()).isEqualTo(TokenFailure.AMOUNT_ZERO);
    }

    @Test
    void a_transfer_moves_the_amount_and_says_so() {
        CallResult<TransferReply> result = send(BOB, FIVE);

        assertThat(result.events("Transferred", Transferred.CODEC))
                .containsExactly(new Transferred(BOB.address(), CAROL.address(), TOKEN, FIVE, "memo"));
        assertThat(balance(BOB)).isEqualTo(FUNDS.minus(FIVE));
        assertThat(balance(CAROL)).isEqualTo(FUNDS.plus(FIVE));
    }

    @Test
    void a_transfer_of_too_much_of_nothing_or_of_an_unknown_token_fails() {
        assertThat(send(BOB, FUNDS.plus(Amount.of(1))).failureCode()).isEqualTo(TokenFailure.BALANCE_TOO_LOW);
        assertThat(send(BOB, Amount.ZERO).failureCode()).isEqualTo(TokenFailure.AMOUNT_ZERO);
        assertThat(chain.as(BOB)
                        .send(TokenClient.TRANSFER, new TransferRequest(CAROL.address(), "NONE", FIVE, ""))
                        .failureCode())
                .isEqualTo(TokenFailure.BALANCE_TOO_LOW);
        assertThat(balance(BOB)).isEqualTo(FUNDS);
    }

    @Test
    void a_transfer_to_oneself_needs_the_balance_and_changes_nothing() {
        assertThat(chain.as(BOB)
                        .send(TokenClient.TRANSFER, new TransferRequest(BOB.address(), TOKEN, FUNDS, ""))
                        .isSuccess())
                .isTrue();
        assertThat(chain.as(BOB)
                        .send(
                                TokenClient.TRANSFER,
                                new TransferRequest(BOB.address(), TOKEN, FUNDS.plus(Amount.of(1)), ""))
                        .failureCode())
                .isEqualTo(TokenFailure.BALANCE_TOO_LOW);
        assertThat(balance(BOB)).isEqualTo(FUNDS);
    }

    @Test
    void a_memo_has_at_most_256_bytes() {
        assertThat(chain.as(BOB)
                        .send(TokenClient.TRANSFER, new TransferRequest(CAROL.address(), TOKEN, FIVE, "m".repeat(256)))
                        .isSuccess())
                .isTrue();
        assertThatThrownBy(() -> new TransferRequest(CAROL.address(), TOKEN, FIVE, "m".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TransferRequest(CAROL.address(), TOKEN, FIVE, "é".repeat(129)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_allowance_is_used_up_by_its_spender_alone() {
        assertThat(approve(10).events("Approved", Approved.CODEC))
                .containsExactly(new Approved(ALICE.address(), BOB.address(), TOKEN, Amount.of(10)));

        assertThat(takeFromAlice(CAROL, 1).failureCode()).isEqualTo(TokenFailure.ALLOWANCE_TOO_LOW);
        assertThat(takeFromAlice(BOB, 7).isSuccess()).isTrue();
        assertThat(takeFromAlice(BOB, 4).failureCode()).isEqualTo(TokenFailure.ALLOWANCE_TOO_LOW);
        assertThat(allowance()).isEqualTo(Amount.of(3));
        assertThat(balance(ALICE)).isEqualTo(FUNDS.minus(Amount.of(7)));
        assertThat(balance(CAROL)).isEqualTo(FUNDS.plus(Amount.of(7)));
    }

    @Test
    void a_failed_transfer_from_gives_the_allowance_back_and_approving_again_replaces_it() {
        approve(10).reply();
        assertThat(takeFromAlice(BOB, 0).failureCode()).isEqualTo(TokenFailure.AMOUNT_ZERO);
        chain.as(ALICE)
                .send(TokenClient.BURN, new BurnRequest(TOKEN, FUNDS, ""))
                .reply();

        assertThat(takeFromAlice(BOB, 5).failureCode()).isEqualTo(TokenFailure.BALANCE_TOO_LOW);
        assertThat(allowance()).isEqualTo(Amount.of(10));

        approve(0).reply();
        assertThat(takeFromAlice(BOB, 1).failureCode()).isEqualTo(TokenFailure.ALLOWANCE_TOO_LOW);
    }

    @Test
    void burning_lowers_the_supply_by_what_the_caller_had() {
        assertThat(chain.as(BOB)
                        .send(TokenClient.BURN, new BurnRequest(TOKEN, FIVE, "gone"))
                        .events("Burned", Burned.CODEC))
                .containsExactly(new Burned(BOB.address(), TOKEN, FIVE, "gone"));

        assertThat(chain.view(TokenClient.GET_TOKEN, new GetTokenRequest(TOKEN)).supply())
                .isEqualTo(FUNDS.times(4).minus(FIVE));
        assertThat(chain.as(BOB)
                        .send(TokenClient.BURN, new BurnRequest(TOKEN, FUNDS, ""))
                        .failureCode())
                .isEqualTo(TokenFailure.BALANCE_TOO_LOW);
        assertThat(chain.as(BOB)
                        .send(TokenClient.BURN, new BurnRequest(TOKEN, Amount.ZERO, ""))
                        .failureCode())
                .isEqualTo(TokenFailure.AMOUNT_ZERO);
    }

    @Test
    void an_account_holds_several_tokens_listed_by_symbol_and_none_of_which_it_has_nothing() {
        create("GOLD", 10).reply();
        create("TIN", 10).reply();
        issue(ALICE, "TIN", BOB, 3).reply();
        issue(ALICE, "GOLD", BOB, 2).reply();
        chain.as(BOB)
                .send(TokenClient.BURN, new BurnRequest("TIN", Amount.of(3), ""))
                .reply();

        assertThat(chain.view(TokenClient.LIST_BALANCES, new ListBalancesRequest(BOB.address()))
                        .holdings())
                .containsExactly(new Holding("GOLD", Amount.of(2)), new Holding(TOKEN, FUNDS));
    }

    @Test
    void the_kernel_names_any_issuer_and_chooses_the_fee_token() {
        assertThat(chain.as(SystemAddresses.KERNEL)
                        .send(TokenClient.CREATE, new CreateRequest("GOLD", "", 0, FIVE, BOB.address()))
                        .isSuccess())
                .isTrue();
        assertThat(chain.as(SystemAddresses.KERNEL)
                        .send(TokenClient.SET_FEE_TOKEN, new SetFeeTokenRequest("GOLD"))
                        .isSuccess())
                .isTrue();
        assertThat(chain.view(TokenClient.GET_FEE_TOKEN, new GetFeeTokenRequest())
                        .symbol())
                .isEqualTo("GOLD");
        assertThat(chain.as(SystemAddresses.KERNEL)
                        .send(TokenClient.SET_FEE_TOKEN, new SetFeeTokenRequest("NONE"))
                        .failureCode())
                .isEqualTo(TokenFailure.SYMBOL_UNKNOWN);
        assertThat(chain.as(ALICE)
                        .send(TokenClient.SET_FEE_TOKEN, new SetFeeTokenRequest(TOKEN))
                        .failureCode())
                .isEqualTo(TokenFailure.NOT_KERNEL);
    }

    private CallResult<CreateReply> create(String symbol, long supplyMax) {
        return chain.as(ALICE)
                .send(
                        TokenClient.CREATE,
                        new CreateRequest(symbol, "Name of " + symbol, 2, Amount.of(supplyMax), ALICE.address()));
    }

    private CallResult<IssueReply> issue(TestAccount issuer, String symbol, TestAccount to, long amount) {
        return chain.as(issuer)
                .send(TokenClient.ISSUE, new IssueRequest(symbol, to.address(), Amount.of(amount), "why"));
    }

    private CallResult<TransferReply> send(TestAccount from, Amount amount) {
        return chain.as(from).send(TokenClient.TRANSFER, new TransferRequest(CAROL.address(), TOKEN, amount, "memo"));
    }

    private CallResult<ApproveReply> approve(long amount) {
        return chain.as(ALICE).send(TokenClient.APPROVE, new ApproveRequest(BOB.address(), TOKEN, Amount.of(amount)));
    }

    private CallResult<TransferFromReply> takeFromAlice(TestAccount spender, long amount) {
        return chain.as(spender)
                .send(
                        TokenClient.TRANSFER_FROM,
                        new TransferFromRequest(ALICE.address(), CAROL.address(), TOKEN, Amount.of(amount), ""));
    }

    private Amount allowance() {
        return chain.view(TokenClient.GET_ALLOWANCE, new GetAllowanceRequest(ALICE.address(), BOB.address(), TOKEN))
                .amount();
    }

    private Amount balance(TestAccount account) {
        return chain.view(TokenClient.GET_BALANCE, new GetBalanceRequest(account.address(), TOKEN))
                .amount();
    }
}
