// SPDX-License-Identifier: Apache-2.0
typedef unsigned u;

static u t0[64];
u f0(u n, u *p) {
    u s = 0, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 1);
        if (s % 3 == 0) s += t0[k & 63]; else t0[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 0; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t1[64];
u f1(u n, u *p) {
    u s = 1, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 2);
        if (s % 4 == 0) s += t1[k & 63]; else t1[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 1; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t2[64];
u f2(u n, u *p) {
    u s = 2, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 3);
        if (s % 5 == 0) s += t2[k & 63]; else t2[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 2; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t3[64];
u f3(u n, u *p) {
    u s = 3, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 4);
        if (s % 6 == 0) s += t3[k & 63]; else t3[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 3; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t4[64];
u f4(u n, u *p) {
    u s = 4, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 5);
        if (s % 7 == 0) s += t4[k & 63]; else t4[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 4; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t5[64];
u f5(u n, u *p) {
    u s = 5, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 6);
        if (s % 8 == 0) s += t5[k & 63]; else t5[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 5; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t6[64];
u f6(u n, u *p) {
    u s = 6, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 7);
        if (s % 9 == 0) s += t6[k & 63]; else t6[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 6; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t7[64];
u f7(u n, u *p) {
    u s = 7, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 8);
        if (s % 10 == 0) s += t7[k & 63]; else t7[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 7; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t8[64];
u f8(u n, u *p) {
    u s = 8, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 9);
        if (s % 11 == 0) s += t8[k & 63]; else t8[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 8; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t9[64];
u f9(u n, u *p) {
    u s = 9, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 10);
        if (s % 12 == 0) s += t9[k & 63]; else t9[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 9; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t10[64];
u f10(u n, u *p) {
    u s = 10, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 11);
        if (s % 13 == 0) s += t10[k & 63]; else t10[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 10; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t11[64];
u f11(u n, u *p) {
    u s = 11, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 12);
        if (s % 14 == 0) s += t11[k & 63]; else t11[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 11; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t12[64];
u f12(u n, u *p) {
    u s = 12, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 13);
        if (s % 15 == 0) s += t12[k & 63]; else t12[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 12; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t13[64];
u f13(u n, u *p) {
    u s = 13, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 1);
        if (s % 16 == 0) s += t13[k & 63]; else t13[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 13; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t14[64];
u f14(u n, u *p) {
    u s = 14, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 2);
        if (s % 17 == 0) s += t14[k & 63]; else t14[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 14; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t15[64];
u f15(u n, u *p) {
    u s = 15, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 3);
        if (s % 18 == 0) s += t15[k & 63]; else t15[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 15; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t16[64];
u f16(u n, u *p) {
    u s = 16, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 4);
        if (s % 19 == 0) s += t16[k & 63]; else t16[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 16; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t17[64];
u f17(u n, u *p) {
    u s = 17, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 5);
        if (s % 20 == 0) s += t17[k & 63]; else t17[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 17; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t18[64];
u f18(u n, u *p) {
    u s = 18, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 6);
        if (s % 21 == 0) s += t18[k & 63]; else t18[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 18; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t19[64];
u f19(u n, u *p) {
    u s = 19, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 7);
        if (s % 22 == 0) s += t19[k & 63]; else t19[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 19; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t20[64];
u f20(u n, u *p) {
    u s = 20, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 8);
        if (s % 23 == 0) s += t20[k & 63]; else t20[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 20; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t21[64];
u f21(u n, u *p) {
    u s = 21, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 9);
        if (s % 24 == 0) s += t21[k & 63]; else t21[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 21; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t22[64];
u f22(u n, u *p) {
    u s = 22, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 10);
        if (s % 25 == 0) s += t22[k & 63]; else t22[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 22; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t23[64];
u f23(u n, u *p) {
    u s = 23, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 11);
        if (s % 26 == 0) s += t23[k & 63]; else t23[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 23; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t24[64];
u f24(u n, u *p) {
    u s = 24, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 12);
        if (s % 27 == 0) s += t24[k & 63]; else t24[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 24; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t25[64];
u f25(u n, u *p) {
    u s = 25, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 13);
        if (s % 28 == 0) s += t25[k & 63]; else t25[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 25; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t26[64];
u f26(u n, u *p) {
    u s = 26, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 1);
        if (s % 29 == 0) s += t26[k & 63]; else t26[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 26; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t27[64];
u f27(u n, u *p) {
    u s = 27, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 2);
        if (s % 30 == 0) s += t27[k & 63]; else t27[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 27; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t28[64];
u f28(u n, u *p) {
    u s = 28, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 3);
        if (s % 31 == 0) s += t28[k & 63]; else t28[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 28; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t29[64];
u f29(u n, u *p) {
    u s = 29, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 4);
        if (s % 32 == 0) s += t29[k & 63]; else t29[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 29; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t30[64];
u f30(u n, u *p) {
    u s = 30, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 5);
        if (s % 33 == 0) s += t30[k & 63]; else t30[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 30; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t31[64];
u f31(u n, u *p) {
    u s = 31, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 6);
        if (s % 34 == 0) s += t31[k & 63]; else t31[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 31; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t32[64];
u f32(u n, u *p) {
    u s = 32, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 7);
        if (s % 35 == 0) s += t32[k & 63]; else t32[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 32; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t33[64];
u f33(u n, u *p) {
    u s = 33, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 8);
        if (s % 36 == 0) s += t33[k & 63]; else t33[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 33; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t34[64];
u f34(u n, u *p) {
    u s = 34, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 9);
        if (s % 37 == 0) s += t34[k & 63]; else t34[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 34; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t35[64];
u f35(u n, u *p) {
    u s = 35, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 10);
        if (s % 38 == 0) s += t35[k & 63]; else t35[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 35; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t36[64];
u f36(u n, u *p) {
    u s = 36, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 11);
        if (s % 39 == 0) s += t36[k & 63]; else t36[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 36; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t37[64];
u f37(u n, u *p) {
    u s = 37, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 12);
        if (s % 40 == 0) s += t37[k & 63]; else t37[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 37; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t38[64];
u f38(u n, u *p) {
    u s = 38, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 13);
        if (s % 41 == 0) s += t38[k & 63]; else t38[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 38; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t39[64];
u f39(u n, u *p) {
    u s = 39, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 1);
        if (s % 42 == 0) s += t39[k & 63]; else t39[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 39; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t40[64];
u f40(u n, u *p) {
    u s = 40, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 2);
        if (s % 43 == 0) s += t40[k & 63]; else t40[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 40; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t41[64];
u f41(u n, u *p) {
    u s = 41, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 3);
        if (s % 44 == 0) s += t41[k & 63]; else t41[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 41; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t42[64];
u f42(u n, u *p) {
    u s = 42, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 4);
        if (s % 45 == 0) s += t42[k & 63]; else t42[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 42; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t43[64];
u f43(u n, u *p) {
    u s = 43, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 5);
        if (s % 46 == 0) s += t43[k & 63]; else t43[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 43; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t44[64];
u f44(u n, u *p) {
    u s = 44, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 6);
        if (s % 47 == 0) s += t44[k & 63]; else t44[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 44; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t45[64];
u f45(u n, u *p) {
    u s = 45, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 7);
        if (s % 48 == 0) s += t45[k & 63]; else t45[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 45; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t46[64];
u f46(u n, u *p) {
    u s = 46, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 8);
        if (s % 49 == 0) s += t46[k & 63]; else t46[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 46; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t47[64];
u f47(u n, u *p) {
    u s = 47, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 9);
        if (s % 50 == 0) s += t47[k & 63]; else t47[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 47; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t48[64];
u f48(u n, u *p) {
    u s = 48, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 10);
        if (s % 51 == 0) s += t48[k & 63]; else t48[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 48; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t49[64];
u f49(u n, u *p) {
    u s = 49, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 11);
        if (s % 52 == 0) s += t49[k & 63]; else t49[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 49; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t50[64];
u f50(u n, u *p) {
    u s = 50, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 12);
        if (s % 53 == 0) s += t50[k & 63]; else t50[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 50; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t51[64];
u f51(u n, u *p) {
    u s = 51, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 13);
        if (s % 54 == 0) s += t51[k & 63]; else t51[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 51; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t52[64];
u f52(u n, u *p) {
    u s = 52, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 1);
        if (s % 55 == 0) s += t52[k & 63]; else t52[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 52; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t53[64];
u f53(u n, u *p) {
    u s = 53, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 2);
        if (s % 56 == 0) s += t53[k & 63]; else t53[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 53; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t54[64];
u f54(u n, u *p) {
    u s = 54, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 3);
        if (s % 57 == 0) s += t54[k & 63]; else t54[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 54; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t55[64];
u f55(u n, u *p) {
    u s = 55, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 4);
        if (s % 58 == 0) s += t55[k & 63]; else t55[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 55; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t56[64];
u f56(u n, u *p) {
    u s = 56, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 5);
        if (s % 59 == 0) s += t56[k & 63]; else t56[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 56; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t57[64];
u f57(u n, u *p) {
    u s = 57, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 6);
        if (s % 60 == 0) s += t57[k & 63]; else t57[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 57; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t58[64];
u f58(u n, u *p) {
    u s = 58, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 7);
        if (s % 61 == 0) s += t58[k & 63]; else t58[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 58; break; default: s = s * 3 + 1; }
    }
    return s;
}

static u t59[64];
u f59(u n, u *p) {
    u s = 59, k;
    for (k = 0; k < n; k++) {
        s = s * 31u + p[k & 63] ^ (s >> 8);
        if (s % 62 == 0) s += t59[k & 63]; else t59[s & 63] = s + k;
        switch (s & 7) { case 0: s ^= 5; break; case 1: s += n; break; case 3: s -= k * 59; break; default: s = s * 3 + 1; }
    }
    return s;
}
u all(u n){u s=0;s+=f0(n,t0);s+=f1(n,t7);s+=f2(n,t14);s+=f3(n,t21);s+=f4(n,t28);s+=f5(n,t35);s+=f6(n,t42);s+=f7(n,t49);s+=f8(n,t56);s+=f9(n,t3);s+=f10(n,t10);s+=f11(n,t17);s+=f12(n,t24);s+=f13(n,t31);s+=f14(n,t38);s+=f15(n,t45);s+=f16(n,t52);s+=f17(n,t59);s+=f18(n,t6);s+=f19(n,t13);s+=f20(n,t20);s+=f21(n,t27);s+=f22(n,t34);s+=f23(n,t41);s+=f24(n,t48);s+=f25(n,t55);s+=f26(n,t2);s+=f27(n,t9);s+=f28(n,t16);s+=f29(n,t23);s+=f30(n,t30);s+=f31(n,t37);s+=f32(n,t44);s+=f33(n,t51);s+=f34(n,t58);s+=f35(n,t5);s+=f36(n,t12);s+=f37(n,t19);s+=f38(n,t26);s+=f39(n,t33);s+=f40(n,t40);s+=f41(n,t47);s+=f42(n,t54);s+=f43(n,t1);s+=f44(n,t8);s+=f45(n,t15);s+=f46(n,t22);s+=f47(n,t29);s+=f48(n,t36);s+=f49(n,t43);s+=f50(n,t50);s+=f51(n,t57);s+=f52(n,t4);s+=f53(n,t11);s+=f54(n,t18);s+=f55(n,t25);s+=f56(n,t32);s+=f57(n,t39);s+=f58(n,t46);s+=f59(n,t53);return s;}