// SPDX-License-Identifier: Apache-2.0

// A concurrent prime sieve of goroutines, maps, sorting, hashing, JSON and a recovered nil dereference: the Go scheduler,
// collector and its trap-free nil checks on one thread of WebAssembly.
package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"
)

func generate(out chan<- int) {
	for i := 2; ; i++ {
		out <- i
	}
}

func filter(in <-chan int, out chan<- int, prime int) {
	for {
		if i := <-in; i%prime != 0 {
			out <- i
		}
	}
}

type node struct{ next *node }

func nilDereference() (message string) {
	defer func() { message = fmt.Sprint(recover()) }()
	var n *node
	return fmt.Sprint(n.next)
}

func main() {
	ch := make(chan int)
	go generate(ch)
	var primes []int
	for i := 0; i < 100; i++ {
		prime := <-ch
		primes = append(primes, prime)
		next := make(chan int)
		go filter(ch, next, prime)
		ch = next
	}
	fmt.Println("100th prime", primes[99])

	letters := map[string]int{}
	for _, c := range strings.Repeat("the quick brown fox jumps over the lazy dog ", 1000) {
		letters[string(c)]++
	}
	keys := make([]string, 0, len(letters))
	for k := range letters {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return letters[keys[i]] > letters[keys[j]] || letters[keys[i]] == letters[keys[j]] && keys[i] < keys[j] })
	fmt.Println("most frequent", keys[:5], letters[keys[0]])

	garbage := 0
	for i := 0; i < 200000; i++ {
		garbage += len(fmt.Sprintf("%d", i))
	}
	fmt.Println("digits", garbage)

	text, _ := json.Marshal(map[string]any{"primes": primes[:10], "pi": 3.14159, "nested": []any{nil, true, "x\n"}})
	fmt.Println(string(text))
	fmt.Printf("sha256 %x\n", sha256.Sum256(text))
	fmt.Println("recovered:", nilDereference())
	if len(os.Args) > 1 {
		fmt.Println("args", os.Args[1:], "TANDEM =", os.Getenv("TANDEM"))
	}
	os.Exit(7)
}
