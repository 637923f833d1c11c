"""``python -m altutor.data.newswire`` prints the tables of the data card."""

from altutor.data.newswire.card import card

if __name__ == "__main__":
    print(card())
